# صفحے کے ڈھانچے کے الفاظ: سرِورق، پاورق، عمومی مسائل، نقشے، فارم۔

site-name = کان
site-others = Kaan · 勘
site-tagline = معدنیات کا کھلا رجسٹر
shell-skip = اصل مواد پر جائیں
shell-nav = مرکزی فہرست
shell-languages = زبان
shell-search = رجسٹر میں تلاش کریں
shell-search-button = تلاش
shell-ledger = کھاتے کا مقام { $size }
shell-as-data = یہ صفحہ بطور ڈیٹا
shell-share = یہ صفحہ شیئر کریں
shell-copied = پتہ نقل ہو گیا
shell-offline = رابطہ منقطع ہے۔ جو آپ دیکھ رہے ہیں پرانا ہو سکتا ہے؛ آپ کا لکھا ہوا اسی صفحے پر محفوظ ہے۔
shell-not-official = کان کسی حکومت کا سرکاری نظام نہیں۔ لائسنسنگ اتھارٹی کا رجسٹر ہی معتبر ہے۔
shell-demonstration = نمائش: اصل عوامی ڈیٹا، جیسا ہے ویسا ہی۔ ہر ڈیٹا مجموعہ اپنا ماخذ بتاتا ہے۔
shell-licence = سافٹ ویئر Apache 2.0 کے تحت۔ ڈیٹا اس لائسنس کے تحت جو ہر مجموعے میں درج ہے۔
shell-printed = ماخذِ طباعت
nav-map = نقشہ اور رجسٹر
nav-projects = منصوبے
nav-check = کیا زمین خالی ہے؟
nav-ledger = کھاتہ
nav-data = ڈیٹا
nav-about = تعارف
nav-search = تلاش
foot-about = کان کا تعارف
foot-sources = ماخذ اور لائسنس
foot-accessibility = رسائی
foot-api = پروگراموں کے لیے
foot-deposits = معدنی ذخائر
foot-occurrences = معدنی آثار
foot-holders = حاملینِ حق

zone-pakistan = پاکستان کا وقت
zone-beijing = بیجنگ کا وقت
compass-north = N
compass-south = S
compass-east = E
compass-west = W

map-note = حدود محض اشاراتی ہیں اور ان کی قانونی حیثیت پر کوئی مؤقف ظاہر نہیں کرتیں۔ WGS 84۔ بنیادی نقشہ: Natural Earth۔
legend-title = نشانات کے معنی
legend-mining = مائننگ لیز
legend-exploration = ایکسپلوریشن لائسنس
legend-retention = معدنی ذخیرہ برقراری لائسنس
legend-application = درخواست
legend-reserved = محفوظ علاقہ
legend-overlap = تداخل
legend-project = منصوبہ
legend-deposit = معدنی ذخیرہ
legend-occurrence = معدنی آثار
legend-own = آپ کا قطعہ
legend-here = یہ اندراج
legend-alternative = کسی اور ماخذ کا بتایا ہوا مقام
legend-other = دیگر معدنی حق


problem-title-missing = نہیں ملا
problem-title-invalid = یہ پڑھا نہیں جا سکا
problem-title-refused = یہ ممکن نہیں
problem-title-busy = اس وقت مصروف
problem-title-fault = ہماری طرف سے خرابی ہوئی
problem-number = درخواست کا نمبر:
problem-code = کوڈ:
problem-at = جگہ:
problem-next = آپ کیا کر سکتے ہیں
problem-next-missing = پتے میں غلطی دیکھیں، یا نمبر، حامل، مقام یا معدنی جنس تلاش کریں۔
problem-next-invalid = واپس جائیں، جو یہاں بتایا گیا ہے درست کریں اور دوبارہ کوشش کریں۔ آپ کا لکھا ہوا فارم میں موجود ہے۔
problem-next-refused = اوپر دی گئی وجہ پڑھیں۔ پچھلے صفحے میں کچھ نہیں بدلا۔
problem-next-busy = چند سیکنڈ رک کر صفحہ دوبارہ کھولیں۔ کچھ ضائع نہیں ہوا۔
problem-next-fault = ایک منٹ بعد دوبارہ کوشش کریں۔ اگر خرابی برقرار رہے تو اس سائٹ کے منتظم کو درخواست کا نمبر بتائیں۔ اس کوشش سے کچھ نہیں بدلا۔
problem-home = پہلے صفحے پر
problem-typed = آپ نے جو لکھا تھا
problem-typed-lead = اس میں سے کچھ عمل میں نہیں آیا اور کچھ محفوظ نہیں ہوا۔ جو اب بھی چاہیے وہ یہاں سے نقل کر لیں۔
problem-search = تلاش
problem-not-found = اس پتے پر کوئی صفحہ نہیں۔
problem-too-large = جو بھیجا گیا وہ اس پتے کی حد سے بڑا ہے۔
problem-too-slow = درخواست پہنچنے میں بہت دیر لگی۔
problem-media-type-not-supported = جو بھیجا گیا اس کی شکل یہ پتہ نہیں پڑھتا۔
problem-busy = رجسٹر اس وقت بہت مصروف ہے۔
problem-malformed-request = درخواست کی شکل غلط ہے اور پڑھی نہیں جا سکی۔
problem-form-broken = فارم راستے میں ٹوٹ گیا اور پڑھا نہیں جا سکا۔
problem-unknown-language = زبان en، zh یا ur میں سے ہونی چاہیے۔
problem-fault = جواب تیار نہ ہو سکا۔ خرابی اس درخواست کے نمبر کے ساتھ درج کر لی گئی ہے۔

# Who is signed in, rights, limits.
problem-token-not-known = یہ ٹوکن معلوم نہیں: منسوخ ہو چکا، اس کی مدت ختم ہو چکی، یا کبھی دیا ہی نہیں گیا۔
problem-foreign-form = یہ فارم اس سائٹ کے کسی صفحے سے نہیں آیا، یا اس کا صفحہ پرانا ہو چکا ہے۔ صفحہ دوبارہ کھولیں اور وہیں سے بھیجیں۔
problem-too-many-requests = تھوڑے وقت میں آپ کی طرف سے بہت زیادہ درخواستیں آئیں۔ { $seconds } سیکنڈ بعد دوبارہ کوشش کریں۔
problem-section = قاعدہ:
problem-title-sign-in = سائن اِن کریں
problem-next-sign-in = دوسرے ٹیب میں سائن اِن کریں، پھر یہیں یہ صفحہ دوبارہ لوڈ کریں: آپ کا براؤزر آپ کا لکھا ہوا پھر سے بھیج دے گا اور کچھ ضائع نہیں ہو گا۔
problem-sign-in = دوسرے ٹیب میں سائن اِن کریں
shell-account-nav = آپ کا اکاؤنٹ
shell-sign-in = سائن اِن
shell-sign-out = سائن آؤٹ
shell-account = اکاؤنٹ
shell-inbox-short = اِن باکس
shell-inbox = { $count ->
    [0] اِن باکس، کچھ نیا نہیں
    [one] اِن باکس، { $count } نیا نوٹس
   *[other] اِن باکس، { $count } نئے نوٹس
}
shell-registrations = اندراج کی درخواستیں
shell-office = دفتر
shell-record = اعمال کا ریکارڈ
foot-parties = کمپنیاں اور حکام
