# رجسٹر کے الفاظ: معدنی حقوق، درخواستیں، محفوظ علاقے، حاملین، زمین کی جانچ۔

register-title = نقشہ اور رجسٹر
register-lead = رجسٹر کا ہر معدنی حق، سب کے لیے کھلا۔
register-description = تمام رجسٹرڈ معدنی حقوق کی تلاش اور نقشہ: حامل، معدن، رقبہ، حیثیت، میعاد، اور ہر اندراج کے ساتھ ثبوت۔
register-search = حق کا نمبر، حامل، مقام یا معدن
register-number = نمبر کا آغاز
register-table-only = صرف جدول
register-with-map = نقشہ اور جدول
register-count = { $count ->
    [0] کوئی حق نہیں ملا
    [one] { $shown } حق
   *[other] { $shown } حقوق
  }
register-count-more = { $shown } سے زیادہ حقوق
register-filters = نتیجہ محدود کریں
register-show = نتائج دکھائیں
register-clear = شرائط ہٹائیں
register-any = سب
register-empty = آپ کی شرائط پر کوئی حق پورا نہیں اترتا۔
register-empty-next = کوئی شرط ہٹائیں، یا پورا رجسٹر دیکھیں۔
register-in-view = صرف وہ حقوق درج ہیں جو نقشے کے منظر میں آتے ہیں۔
register-whole = نقشے کے منظر کے بغیر پورا رجسٹر
register-as-of = کھاتے کے مقام { $size } تک

applications-title = درخواستیں
applications-lead = درخواست موصول ہوتے ہی یہاں درج ہو جاتی ہے، تاکہ کسی کو پوچھنا نہ پڑے کہ زمین کے لیے پہلے درخواست آ چکی ہے یا نہیں۔
applications-description = معدنی حقوق کی درخواستوں کا عوامی رجسٹر: تاریخ، قسم، رقبہ اور درخواست گزار۔
applications-count = { $count ->
    [0] کوئی درخواست نہیں ملی
    [one] { $shown } درخواست
   *[other] { $shown } درخواستیں
  }
applications-count-more = { $shown } سے زیادہ درخواستیں
applications-empty = آپ کی شرائط پر کوئی درخواست پوری نہیں اترتی۔

reserved-title = محفوظ علاقے
reserved-lead = وہ زمین جو بند یا محدود ہے۔ بعض اقسام میں صرف رضامندی درکار ہوتی ہے؛ قسم سے معلوم ہوتا ہے۔
reserved-description = وہ علاقے جہاں معدنی حق نہیں دیا جاتا، یا صرف رضامندی سے دیا جاتا ہے۔
reserved-count = { $count ->
    [0] کوئی محفوظ علاقہ نہیں ملا
    [one] { $shown } محفوظ علاقہ
   *[other] { $shown } محفوظ علاقے
  }
reserved-count-more = { $shown } سے زیادہ محفوظ علاقے
reserved-empty = آپ کی شرائط پر کوئی محفوظ علاقہ پورا نہیں اترتا۔

holders-title = حاملین
holders-lead = معدنی حقوق کس کے پاس ہیں، اور کتنے۔
holders-description = رجسٹر میں معدنی حقوق کے تمام حاملین اور ان کے حقوق۔
holders-count = { $count ->
    [0] کوئی حامل نہیں ملا
    [one] { $shown } حامل
   *[other] { $shown } حاملین
  }
holders-count-more = { $shown } سے زیادہ حاملین
holders-empty = اس نام کا کوئی حامل نہیں۔
holders-name = نام میں شامل
holders-titles = حقوق

title-page = معدنی حق { $number }
title-page-description = معدنی حق { $number }: حامل، رقبہ، حیثیت، میعاد، حدود، تداخل اور کھاتے کے اندراجات۔
application-page = درخواست { $number }
application-page-description = معدنی حق کی درخواست { $number }: درخواست گزار، رقبہ، تاریخ، حدود اور کھاتے کے اندراجات۔
reserved-page = محفوظ علاقہ { $number }
reserved-page-description = محفوظ علاقہ { $number }: قسم، حدود، رقبہ اور کھاتے کے اندراجات۔
holder-page = { $name }
holder-page-description = رجسٹر میں { $name } کے تمام معدنی حقوق اور درخواستیں۔

col-number = نمبر
col-kind = قسم
col-holder = حامل
col-applicant = درخواست گزار
col-holders = حاملین
col-mineral = معدن
col-area = رقبہ
col-status = حیثیت
col-granted = تاریخِ منظوری
col-applied = تاریخِ وصولی
col-until = میعاد تک
col-register = رجسٹر
col-district = ضلع
col-standing = درجہ
col-name = نام
col-share = حصہ
col-effective = نافذ از

kind-reconnaissance = ابتدائی جائزہ لائسنس
kind-exploration = ایکسپلوریشن لائسنس
kind-retention = معدنی ذخیرہ برقراری لائسنس
kind-mining = مائننگ لیز
kind-other = دیگر حق
kind-as-written = رجسٹر کے اپنے الفاظ میں { $kind }

standing-registered = رجسٹرڈ
standing-reported = محض رپورٹ شدہ، رجسٹرڈ نہیں
standing-reported-note = صرف عوامی رپورٹوں سے معلوم۔ کان کو موصول کسی رجسٹر سے اس کی تصدیق نہیں ہوتی، اور اس کی حدود معلوم نہیں۔

status-active = نافذ
status-expired = میعاد ختم
status-surrendered = دستبردار
status-cancelled = منسوخ
status-refused = نامنظور
status-pending = زیرِ غور
status-suspended = معطل
status-unknown = درج نہیں
status-as-written = رجسٹر میں یوں درج ہے: ”{ $status }“

section-ground = زمین
section-facts = رجسٹر کیا کہتا ہے
section-holders = کس کے پاس ہے
section-neighbours = پڑوسی اور تداخل
section-boundary = درج شدہ حدود
section-history = تاریخ اور ثبوت
section-titles = حقوق
section-applications = درخواستیں

area-ellipsoid = WGS 84 بیضوی سطح پر، طول و عرض بلد میں سیدھے اطراف کے لیے۔
area-claimed = رجسٹر میں درج رقبہ
area-withheld = نہیں دیا گیا: خاکہ درست نہیں
area-unknown = معلوم نہیں: حدود موصول نہیں ہوئیں
perimeter = محیط
boundary-rule = کونوں کے درمیان اطراف
boundary-rule-straight-lonlat = طول و عرض بلد میں سیدھے
boundary-crs = جمع کرائے گئے نقاط کا نظام
boundary-operation = WGS 84 میں تبدیلی کا طریقہ
boundary-operation-none = درکار نہیں
boundary-accuracy = مقام کی درستی
boundary-accuracy-unknown = درج نہیں
boundary-corners = { $count ->
    [one] { $shown } کونہ
   *[other] { $shown } کونے
  }
boundary-corners-show = کونے دکھائیں
boundary-corners-cut = پہلے { $shown } کونے درج ہیں؛ پوری حدود ڈیٹا میں ہیں۔
boundary-as-handed-in = جمع کردہ اصل نقاط
boundary-same = درج شدہ حدود کے برابر
boundary-none = حدود معلوم نہیں۔
boundary-invalid = یہ خاکہ درست نہیں۔ اسے جیسا جمع ہوا ویسا ہی رکھا گیا ہے؛ کوئی مرمت نہیں کی گئی اور رقبہ نہیں دیا گیا۔
corner-part = ٹکڑا
corner-ring = حلقہ
corner-n = کونہ
corner-lon = طول بلد
corner-lat = عرض بلد
ring-shell = بیرونی
ring-hole = اندرونی { $n }

neighbours-none = کسی اور حق سے تداخل درج نہیں۔
neighbours-inherited = یہ تداخل رجسٹر کے ساتھ ہی آئے۔ جیسے تھے ویسے دکھائے گئے ہیں، حل نہیں کیے گئے۔
neighbour-shared = مشترکہ زمین
neighbour-relation = تعلق
relation-overlap = تداخل
relation-sliver = باریک تداخل
relation-touch = باہم مس

term-none = درج نہیں
holder-unknown = درج نہیں
holder-masked = فرد کا نام، ماخذ میں چھپایا گیا

check-title = کیا یہ زمین خالی ہے؟
check-lead = زمین کے کونے درج کریں۔ جواب میں ہر وہ حق، درخواست اور محفوظ علاقہ آئے گا جو اس سے ملتا ہے۔ سائن اِن درکار نہیں؛ آپ کا درج کیا ہوا محفوظ نہیں رکھا جاتا۔
check-description = کسی بھی زمین کو تمام حقوق، درخواستوں اور محفوظ علاقوں سے بغیر سائن اِن جانچیں۔
check-corners = کونے، ہر سطر میں ایک
check-corners-hint = پہلے طول بلد پھر عرض بلد، اسی ترتیب سے جیسے چلیں۔ اعشاری درجے (61.585, 29.271) یا درجہ، منٹ اور سیکنڈ (61° 35′ 5″ E, 29° 16′ 15″ N)۔ گرڈ نظام میں: پہلے مشرقی پھر شمالی، میٹر میں۔
check-crs = نقاط کا نظام
check-crs-hint = جیسا آپ کے نقشے یا لائسنس پر لکھا ہے۔
check-file = یا فائل
check-file-hint = GeoJSON، KML یا KMZ، زپ شدہ Shapefile، GeoPackage، کونوں والی CSV یا XLSX۔ زیادہ سے زیادہ { $megabytes } MB۔
check-button = زمین جانچیں
check-result = جواب
check-valid-free = اس رجسٹر کا کوئی حق، درخواست یا محفوظ علاقہ اس زمین سے نہیں ملتا۔
check-valid-free-note = یہ صرف بتاتا ہے کہ آج اس رجسٹر میں کیا ہے۔ یہ نہیں کہ قانون یہ زمین کھولتا ہے، اور نہ اس سے کوئی حق ملتا ہے۔
check-valid-met = { $count ->
    [one] ایک اندراج اس زمین سے ملتا ہے۔
   *[other] { $shown } اندراجات اس زمین سے ملتے ہیں۔
  }
check-more = صرف پہلے { $shown } درج ہیں۔
check-invalid = خاکہ درست نہیں، اس لیے ابھی جواب نہیں دیا جا سکتا۔
check-time = جانچ کا وقت
check-position = کھاتے کے اس مقام کے رجسٹر سے
check-area = رقبہ
check-perimeter = محیط
check-place = کہاں واقع ہے
check-outside-basemap = یہاں کوئی ضلع معلوم نہیں۔
check-accuracy = آپ کے نقاط کی درستی
check-operation = نقاط کی تبدیلی
check-feature = قطعہ { $n }
check-again = نقاط بدلیں
check-save = یہ جواب محفوظ کریں
check-neighbour = اندراج
check-meaning = اس کا مطلب
check-takes = مشترکہ زمین
check-share = آپ کی زمین کا حصہ
means-overlap-exclusive = بلاشرکتِ غیرے حق: مشترکہ زمین پر نیا ایسا حق نہیں دیا جا سکتا۔
means-overlap-open = بلاشرکتِ غیرے حق نہیں: رضامندی درکار ہو سکتی ہے، مگر یہ آپ کے حق میں رکاوٹ نہیں۔
means-overlap-application = پہلے کی درخواست: جہاں وصولی کی ترتیب فیصلہ کرتی ہے وہاں یہ پہلے ہے۔
means-overlap-reserved = بند یا محدود: محفوظ علاقے کی قسم دیکھیں۔
means-sliver = پیمائش کی گنجائش سے باریک: تداخل شمار نہیں ہوتا؛ مشترکہ حد کی پیمائش ہونی چاہیے۔
means-touch = صرف حد یا کونہ مشترک ہے: کوئی زمین مشترک نہیں۔
means-uncertain = مقام کی غلطی سے باریک: غیر یقینی، تنازع نہیں۔ پیمائش فیصلہ کرے گی۔

certainty-certain = یقینی
certainty-uncertain = غیر یقینی
crs-own = فائل سے خود معلوم کریں
no-island = نقشہ اسکرپٹ کے بغیر چلتا ہے؛ اسکرپٹ کے ساتھ اس پر کھینچا بھی جا سکتا ہے۔
nearest-district = ضلع
district-credit = اضلاع کی حدود: © OpenStreetMap کے معاونین، مردم شماری کی نہیں۔
demonstration-register = نمائشی ڈیٹا: یہ رجسٹر حقیقی ہے مگر پاکستان کا نہیں۔ یہ دکھاتا ہے کہ پورا رجسٹر کیسا ہوتا ہے۔
