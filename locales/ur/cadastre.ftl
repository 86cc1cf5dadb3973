# رجسٹر کے الفاظ: معدنی حقوق، درخواستیں، محفوظ علاقے، حاملین، زمین کی جانچ۔

register-title = نقشہ اور رجسٹر
register-lead = رجسٹر کا ہر معدنی حق، سب کے لیے کھلا۔
register-description = تمام رجسٹرڈ معدنی حقوق کی تلاش اور نقشہ: حامل، معدن، رقبہ، حیثیت، میعاد، اور ہر اندراج کے ساتھ ثبوت۔
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
holders-empty = اس نام کا کوئی حامل نہیں۔
holders-name = نام میں شامل

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
boundary-corners-cut = پہلے { $shown } کونے درج ہیں؛ پوری حدود ڈیٹا میں ہیں۔
boundary-as-handed-in = جمع کردہ اصل نقاط
boundary-same = درج شدہ حدود کے برابر
boundary-none = حدود معلوم نہیں۔
boundary-invalid = یہ خاکہ درست نہیں۔ اسے جیسا جمع ہوا ویسا ہی رکھا گیا ہے؛ کوئی مرمت نہیں کی گئی اور رقبہ نہیں دیا گیا۔
corner-part = ٹکڑا
corner-n = کونہ
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
check-corners-hint = پہلے طول بلد پھر عرض بلد، اسی ترتیب سے جیسے چلیں۔ اعشاری درجے ({ $decimal }) یا درجہ، منٹ اور سیکنڈ ({ $dms })۔ گرڈ نظام میں: پہلے مشرقی پھر شمالی نقطہ، میٹر میں۔ خالی سطر کے بعد دوسرا ٹکڑا شروع ہوتا ہے۔
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
check-file-notes = فائل میں سے کیا چھوڑا گیا یا فرض کیا گیا
check-file-row = پہلی بار قطار { $row } میں
check-again = نقاط بدلیں
check-save = یہ جواب محفوظ کریں
check-neighbour = اندراج
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
crs-own = جو فائل کہے؛ لکھے ہوئے کونے: WGS 84 درجے
nearest-district = ضلع
demonstration-register = نمائشی ڈیٹا: یہ رجسٹر حقیقی ہے مگر پاکستان کا نہیں۔ یہ دکھاتا ہے کہ پورا رجسٹر کیسا ہوتا ہے۔

register-lists = رجسٹر کی فہرستیں
register-tab = معدنی حقوق
applications-tab = درخواستیں
reserved-tab = محفوظ علاقے
applications-number = نمبر کا آغاز
reserved-number = نمبر کا آغاز
register-more-filters = مزید شرائط
register-none-here = نقشے کے اس حصے میں معلوم حدود والا کوئی حق نہیں۔
applications-none-here = نقشے کے اس حصے میں معلوم حدود والی کوئی درخواست نہیں۔
reserved-none-here = نقشے کے اس حصے میں معلوم حدود والا کوئی محفوظ علاقہ نہیں۔
register-projects-here = نشانات منصوبے ہیں۔
collection-titles-title = معدنی حقوق
collection-titles-description = معدنی حقوق: نمبر، قسم، حیثیت، حاملین، معدنیات، میعاد، حدود، رقبہ۔
collection-applications-title = درخواستیں
collection-applications-description = معدنی حقوق کی درخواستیں: نمبر، قسم، درخواست گزار، تاریخِ وصولی، حدود، رقبہ۔
collection-reserved-areas-title = محفوظ علاقے
collection-reserved-areas-description = بند یا محدود زمین: نمبر، قسم، نام، حدود، رقبہ۔
register-elsewhere = وہ رجسٹر جن کی زمین کہیں اور ہے:
register-stands-for = بمطابق
registers-title = رجسٹر
registers-none = ابھی کوئی رجسٹر شامل نہیں کیا گیا۔
register-map = ملنے والے حقوق کا نقشہ
applications-map = ملنے والی درخواستوں کا نقشہ
reserved-map = ملنے والے محفوظ علاقوں کا نقشہ
demonstration-tag = نمائشی
data-this-result = یہ نتیجہ بطور GeoJSON
data-this-record = اس اندراج کا ڈیٹا
data-whole = پورا مجموعہ
data-whole-geopackage = پورا مجموعہ بطور GeoPackage
data-whole-csv = پورا مجموعہ بطور CSV
map-move = نقشہ ہلائیں
map-in = قریب
map-out = دور
map-west = مغرب
map-east = مشرق
map-north = شمال
map-south = جنوب
map-home = پاکستان
map-thinned = { $all } میں سے { $shown } دکھائے گئے ہیں: ہر خانے کا سب سے بڑا۔ سب دیکھنے کے لیے قریب جائیں؛ جدول میں سب درج ہیں۔
pager-first = پہلا صفحہ
pager-next = اگلا صفحہ

holders-records = حقوق اور درخواستیں
holders-more = { $count ->
    [one] اور { $shown } مزید
   *[other] اور { $shown } مزید
  }
holders-empty-next = نام کا کوئی چھوٹا حصہ آزمائیں۔
holder-one = حاملِ حق
holder-map = { $name } کی زمین کا نقشہ
holder-masked-note = ماخذ نے افراد کے نام چھپا دیے ہیں۔ کان کو معلوم نہیں کہ یہ کون ہے؛ ماخذ میں ایک شخص کا فرضی نام ہر جگہ ایک ہی ہے۔
holder-area-unknown = { $count ->
    [one] ان میں سے { $shown } کا رقبہ معلوم نہیں
   *[other] ان میں سے { $shown } کا رقبہ معلوم نہیں
  }
holder-all = { $count ->
    [one] واحد اندراج
   *[other] تمام { $shown } اندراجات
  }
holder-none = اب کسی حق یا درخواست میں اس حامل کا نام نہیں۔
holder-sum-note = جس حق کے کئی حامل ہوں اس کا پورا رقبہ ہر ایک میں شمار ہوتا ہے۔ باہم متداخل رقبہ دو بار شمار ہوتا ہے۔

application-one = درخواست
reserved-one = محفوظ علاقہ
col-type-code = دفتر کا کوڈ
area-withheld-short = نہیں دیا گیا
area-as-stated = ماخذ کے مطابق
area-unknown-short = معلوم نہیں
boundary-place = مقام (ٹکڑا.حلقہ.کونہ)
corner-decimal = درجے
corner-dms = درجے، منٹ، سیکنڈ
record-map = { $number } اور اس کے پڑوسیوں کا نقشہ
record-on-map = بڑے نقشے پر دیکھیں
neighbour-width = اوسط چوڑائی
neighbours-more = { $count ->
    [one] اور { $shown } مزید
   *[other] اور { $shown } مزید
  }
history-none = کھاتے میں ابھی اس اندراج کا کوئی ذکر نہیں۔
entry-what-registered = رجسٹر سے ویسے ہی لیا گیا جیسے حوالے کیا گیا تھا۔
entry-what-reported = عوامی رپورٹوں سے درج کیا گیا۔
entry-what-corrected = رجسٹر کی بعد کی فائل سے درست کیا گیا۔
entry-what-continued = طویل اندراج کا ایک حصہ۔
entry-what-other = کوئی اور اندراج۔
page-address = اس صفحے کا پتہ
qr-alt = اس صفحے کے پتے کا کیو آر کوڈ

missing-title = رجسٹر میں نہیں
missing-title-no = اس نمبر کا کوئی حق نہیں:
missing-application-no = اس نمبر کی کوئی درخواست نہیں:
missing-reserved-no = اس نمبر کا کوئی محفوظ علاقہ نہیں:
missing-near = قریبی نمبر
missing-search = تلاش کریں
missing-search-button = تلاش
missing-list = پوری فہرست دیکھیں

check-example = ایک مثال، بھری ہوئی اور جواب کے ساتھ
check-wrong = یہ پڑھا نہیں جا سکا
check-line = سطر { $line }:
check-plausible = ممکنہ طور پر:
check-api = پروگراموں کے لیے یہی جانچ
check-swap = فائل میں طول بلد اور عرض بلد کی جگہ بدل دیں
check-file-again = فائل دوبارہ چنیں:
check-own = آپ کی زمین
check-map = آپ کی زمین اور اس کے پڑوسیوں کا نقشہ
check-parcel = قطعہ
check-parcels = { $count ->
    [one] { $shown } قطعہ جانچا گیا۔
   *[other] { $shown } قطعات جانچے گئے۔
  }
check-parcels-more = فائل میں مزید قطعات ہیں؛ یہاں صرف پہلے { $shown } کا جواب ہے۔
check-valid-beside = { $count ->
    [one] اس زمین سے کسی کا تداخل نہیں۔ ایک اندراج صرف مس کرتا ہے یا پیمائش کی رواداری سے کم مشترک ہے۔
   *[other] اس زمین سے کسی کا تداخل نہیں۔ { $shown } اندراجات صرف مس کرتے ہیں یا پیمائش کی رواداری سے کم مشترک ہیں۔
  }
check-unjudged = ان اندراجات کے خاکے درست نہیں، اس لیے کوئی نہیں کہہ سکتا کہ یہ اس زمین سے ملتے ہیں یا نہیں:
check-unjudged-more = { $count ->
    [one] اور { $shown } مزید
   *[other] اور { $shown } مزید
  }
check-registers = جن رجسٹروں سے پوچھا گیا
check-fatal = غلطی
check-note = نوٹ

crs-group-degrees = درجے
crs-group-pakistan = میٹر، پاکستان
crs-group-china = میٹر، چین
crs-group-australia = میٹر، شمالی علاقہ (آسٹریلیا)
crs-wgs84 = WGS 84، جیسا GPS دیتا ہے
crs-cgcs2000 = CGCS2000
crs-kalianpur = کلیانپور 1962، پاکستان کے پرانے نقشے
crs-gda94 = GDA94
crs-utm = WGS 84 / UTM زون { $zone }N
crs-kalianpur-utm = کلیانپور 1962 / UTM زون { $zone }N
crs-kalianpur-grid = کلیانپور 1962 / انڈیا زون { $zone }
crs-gk = CGCS2000 گاؤس-کروگر، مرکزی طول بلد { $zone }°E
crs-gk-3 = CGCS2000 تین درجے گاؤس-کروگر، مرکزی طول بلد { $zone }°E، مشرقی نقطے سے پہلے زون { $prefix }
crs-gk-6 = CGCS2000 چھ درجے گاؤس-کروگر، مرکزی طول بلد { $zone }°E، مشرقی نقطے سے پہلے زون { $prefix }
crs-mga = GDA94 / MGA زون { $zone }

# مسائل کے کوڈ کا مطلب: خاکے کی غلطیاں۔
problem-empty-outline = کوئی کونہ نہیں۔ کم از کم تین دیں۔
problem-too-many-corners = خاکے میں اتنے کونے ہیں کہ ایک بار میں جانچے نہیں جا سکتے۔
problem-beyond-range = ایک کونہ اپنے نظامِ نقاط کی حد سے باہر ہے۔ دیکھیں کہ کوئی ہندسہ رہ تو نہیں گیا یا نظام غلط تو نہیں۔
problem-unclosed = آخری کونہ پہلا کونہ نہیں۔ آخر میں پہلا کونہ دہرائیں۔
problem-too-few-corners = خاکے کے لیے کم از کم تین مختلف کونے درکار ہیں۔
problem-zero-area = تمام کونے ایک ہی خط پر ہیں اور کوئی زمین نہیں گھیرتے۔
problem-spike = خاکہ ایک خط پر باہر جا کر اسی پر واپس آتا ہے۔ نوک کا کونہ ہٹا دیں۔
problem-bow-tie = خاکہ ایک جگہ خود کو کاٹتا ہے۔ اکثر دو ساتھ والے کونوں کی جگہ بدل گئی ہوتی ہے۔
problem-self-crossing = خاکہ خود کو کاٹتا ہے۔ کونوں کی ترتیب دیکھیں۔
problem-self-overlap = خاکے کے دو اطراف ایک دوسرے پر چلتے ہیں۔
problem-ring-self-touch = خاکہ اپنے ہی کسی کونے یا طرف پر واپس آتا ہے۔
problem-repeated-ring = ایک ہی حلقہ دو بار دیا گیا ہے۔
problem-rings-crossing = ایک ٹکڑے کے دو حلقے ایک دوسرے کو کاٹتے ہیں۔
problem-hole-outside = ایک اندرونی حلقہ اپنے خاکے سے باہر ہے۔
problem-nested-holes = ایک اندرونی حلقہ دوسرے کے اندر ہے۔
problem-interior-cut = باہم مس کرتے اندرونی حلقے زمین کو کاٹ دیتے ہیں۔
problem-overlapping-parts = قطعے کے دو ٹکڑوں میں زمین مشترک ہے۔
problem-adjacent-parts = قطعے کے دو ٹکڑوں کی سرحد مشترک ہے: وہ ایک ہی ٹکڑا ہیں۔
problem-outside-jurisdiction = ایک کونہ رجسٹر کے ملک سے باہر ہے۔
problem-axes-probably-swapped = غالباً طول بلد اور عرض بلد کی جگہ بدل گئی ہے: بدلنے پر زمین وہیں آتی ہے جہاں ہونی چاہیے۔
problem-too-intricate = خاکہ خود کو اتنی بار کاٹتا ہے کہ ہر جگہ نہیں بتائی جا سکتی۔

# نوٹ: خاکہ درست رہتا ہے۔
problem-ring-closed = آخری کونہ پہلا نہیں تھا؛ خاکہ بند کر دیا گیا۔
problem-repeated-corner = ایک کونہ لگاتار کئی بار دیا گیا؛ ایک بار شمار ہوا۔
problem-near-points = دو کونے بہت قریب ہیں؛ دونوں رکھے گئے۔
problem-near-points-merged = جو کونے کسی بھی پیمائش کی تمیز سے زیادہ قریب تھے انہیں ایک مانا گیا۔
problem-z-dropped = بلندیاں چھوڑ دی گئیں۔
problem-crs-member-obsolete = فائل اپنا نظامِ نقاط 2008 کے GeoJSON کے طریقے سے بتاتی ہے؛ اسی پر عمل ہوا۔
problem-datum-shifted = کونے دوسرے ڈیٹم سے WGS 84 میں لائے گئے۔
problem-accuracy-unknown = اس تبدیلی کی درستی کسی نے نہیں بتائی۔
problem-encoding-guessed = فائل نہیں بتاتی کہ حروف کس کوڈ میں ہیں؛ اندازہ لگایا گیا۔
problem-encoding-broken = فائل کے کچھ حروف پڑھے نہیں جا سکتے۔
problem-not-a-polygon-skipped = جو رقبہ نہیں تھا وہ چھوڑ دیا گیا۔
problem-row-skipped = بغیر نقاط کی سطر چھوڑ دی گئی۔
problem-attributes-missing = شیپ فائل کے ساتھ اس کا جدول نہیں آیا۔
problem-external-link-ignored = دوسری فائل کا حوالہ نہیں کھولا گیا۔
problem-several-outlines = فہرست میں کئی خاکے ہیں۔

# وہ سوال جو فائل کھلے چھوڑتی ہے۔
problem-crs-missing = کہیں درج نہیں کہ یہ اعداد کس نظامِ نقاط میں ہیں۔ نظام چنیں۔
problem-crs-contradicts-coordinates = یہ اعداد فائل میں لکھے نظامِ نقاط کے نہیں ہو سکتے۔ درست نظام چنیں۔
problem-crs-contradicts-attributes = فائل کے کالم اسے اس کے نظامِ نقاط سے مختلف جگہ بتاتے ہیں۔ نظام چنیں۔
problem-axes-look-swapped = لگتا ہے طول بلد اور عرض بلد کی جگہ بدل گئی ہے۔ جگہ بدل کر دوبارہ کوشش کریں۔
problem-datum-not-supported = کان اس نظامِ نقاط کو تبدیل نہیں کر سکتا۔ فہرست میں سے چنیں۔

# فائلیں اور متن جو پڑھے نہیں جا سکتے۔
problem-file-empty = فائل خالی ہے۔
problem-file-too-large = فائل بہت بڑی ہے۔
problem-file-unreadable = فائل پڑھی نہیں جا سکی۔
problem-file-truncated = فائل ادھوری ہے: اس کا کچھ حصہ غائب ہے۔
problem-file-broken = فائل خراب ہے۔
problem-format-unknown = فائل کی شکل پہچانی نہیں گئی۔
problem-shapefile-not-zipped = شیپ فائل کئی فائلوں پر مشتمل ہوتی ہے: سب ایک zip میں بھیجیں۔
problem-needs-a-file = یہ شکل یہاں نہیں لی جا سکتی۔ GeoJSON یا zip شدہ شیپ فائل بھیجیں۔
problem-encoding-unknown = فائل حروف کا ایسا کوڈ بتاتی ہے جو معلوم نہیں۔
problem-layer-missing = فائل میں ایسی کوئی تہہ نہیں، یا رقبوں والی کوئی تہہ نہیں۔
problem-layer-unclear = فائل میں کئی تہیں ہیں۔ ایک الگ سے بھیجیں۔
problem-columns-unclear = نقاط کے کالم نہیں ملے۔ ان کے نام طول بلد اور عرض بلد، یا easting اور northing رکھیں۔
problem-not-geojson = یہ رقبے والا GeoJSON نہیں۔
problem-not-json = یہ JSON نہیں۔
problem-json-broken = JSON خراب ہے۔
problem-xml-broken = XML خراب ہے۔
problem-csv-broken = جدول خراب ہے۔
problem-xlsx-broken = اسپریڈ شیٹ خراب ہے۔
problem-drawing-broken = ڈرائنگ خراب ہے۔
problem-shapefile-broken = شیپ فائل خراب ہے۔
problem-table-broken = شیپ فائل کا جدول خراب ہے۔
problem-zip-broken = zip خراب ہے۔
problem-zip-too-large = zip میں بہت زیادہ مواد ہے۔
problem-zip-too-many-entries = zip میں بہت زیادہ فائلیں ہیں۔
problem-zip-unsafe-name = zip کی ایک فائل کا نام باہر کی طرف لے جاتا ہے۔
problem-too-deep = فہرستیں ایک دوسرے کے اندر بہت گہری ہیں۔
problem-too-many-features = فائل میں بہت زیادہ قطعات ہیں۔
problem-too-many-corners-in-file = فائل میں بہت زیادہ کونے ہیں۔
problem-too-many-columns = جدول میں بہت زیادہ کالم ہیں۔
problem-attribute-too-long = فائل کا ایک متن بہت لمبا ہے۔
problem-stopped = پڑھنے میں بہت دیر لگی۔ چھوٹی فائل بھیجیں۔
problem-geometry-broken = فائل کی ایک شکل خراب ہے۔
problem-geometry-missing = اس میں کوئی رقبہ نہیں۔
problem-geometry-not-polygon = صرف رقبے جانچے جا سکتے ہیں: Polygon یا MultiPolygon۔
problem-geometry-not-supported = اس قسم کی شکل نہیں جانچی جا سکتی۔
problem-curve-not-supported = خم دار خطوط نہیں جانچے جا سکتے۔ ان کی جگہ سیدھے اطراف دیں۔
problem-wkt-broken = WKT متن خراب ہے۔
problem-number-broken = ایک عدد پڑھا نہیں جا سکتا۔
problem-number-not-finite = ایک نقطہ عدد نہیں۔
problem-zone-broken = ایک سطر کا زون پڑھا نہیں جا سکتا۔
problem-zones-mixed = ایک خاکے کے کونے کئی زونوں میں ہیں۔
problem-group-apart = ایک خاکے کے کونے فائل میں اکٹھے نہیں۔
problem-not-a-feature = فائل کا ایک اندراج فیچر نہیں۔
problem-too-many-rings = قطعے میں بہت زیادہ حلقے ہیں۔
problem-one-feature-only = ایک وقت میں ایک فیچر: کئی ہوں تو فائل کی صورت میں بھیجیں۔
problem-crs-unread = نظامِ نقاط پڑھا نہیں جا سکتا۔ EPSG کوڈ دیں۔
problem-mapping-unfit = میپنگ فائل سے میل نہیں کھاتی۔
problem-file-beside-unread = میپنگ میں نامزد ساتھ والی فائل پڑھی نہیں جا سکتی۔
problem-corner-unread = یہ کونہ نہیں۔ طول بلد اور عرض بلد، یا مشرقی اور شمالی نقطہ لکھیں۔

# پتے۔
problem-wrong-filter = ایسی کوئی قدر نہیں۔ فہرست میں سے چنیں۔
problem-wrong-page-token = یہاں سے کوئی صفحہ شروع نہیں ہوتا۔ پہلے صفحے سے دوبارہ شروع کریں۔
problem-wrong-tile-address = یہ نقشے کی ٹائل کا پتہ نہیں۔ یہ جال کے اندر درجہ/کالم/سطر.mvt ہونا چاہیے۔
problem-unknown-holder = اس کلید کا کوئی حامل نہیں۔
problem-too-many-parameters = پتے میں بہت زیادہ پیرامیٹر ہیں۔
