# law/access.toml کے کرداروں، اداروں کی اقسام اور افعال کے نام، اور انکار کی وجوہات۔

role-administrator = منتظم
role-representative = نمائندہ
role-preparer = تیار کنندہ
role-registrar = رجسٹرار
role-officer = افسر
role-auditor = آڈیٹر
role-coordinator = رابطہ کار
role-observer = مبصر
role-operator = سرور کا نگران

body-company = کمپنی
body-provincial = صوبائی اتھارٹی
body-federal = وفاقی ادارہ
body-foreign = دوسری ریاست کی اتھارٹی
body-operator = سرور چلانے والا ادارہ

act-public-read = عوامی مواد پڑھنا
act-account-create = اکاؤنٹ کھولنا
act-party-read-public = فریق کا عوامی صفحہ پڑھنا
act-account-own = اپنا اکاؤنٹ سنبھالنا
act-token-create = رسائی ٹوکن بنانا
act-notice-read-own = اپنے نوٹس پڑھنا
act-record-read-own = اپنے بارے میں ریکارڈ پڑھنا
act-party-read-private = فریق کی نجی معلومات پڑھنا
act-party-prepare = فریق میں تبدیلی تیار کرنا
act-party-sign = فریق میں تبدیلی پر دستخط کرنا
act-party-merge = دو فریقوں کو یکجا یا دوبارہ الگ کرنا
act-registration-begin = رجسٹریشن شروع کرنا
act-registration-read = رجسٹریشن پڑھنا
act-registration-examine = رجسٹریشن کی جانچ کرنا
act-registration-approve = رجسٹریشن منظور کرنا
act-registration-refuse = رجسٹریشن مسترد کرنا
act-owners-declare = حقیقی مالکان ظاہر کرنا
act-owners-read-private = حقیقی مالکان کی نجی معلومات پڑھنا
act-owners-check = حقیقی مالکان کے بیان کی جانچ کرنا
act-role-give = کردار دینا
act-role-end = کردار ختم کرنا
act-delegation-give = کردار سونپنا
act-delegation-end = سونپا ہوا کردار واپس لینا
act-invitation-send = دعوت بھیجنا
act-office-read = ادارے کے لوگ دیکھنا
act-office-configure = دفتر کے اوقات، تعطیلات اور خطوط بدلنا
act-client-create = پروگرام کو ادارے کی طرف سے کام کی اجازت دینا
act-emergency-begin = ہنگامی صورت میں کردار سنبھالنا
act-record-search = افعال کے ریکارڈ میں تلاش
act-record-export = افعال کا ریکارڈ برآمد کرنا

# انکار کی وجہ اور اگلا قدم۔
problem-sign-in-needed = اس کے لیے سائن اِن ہونا ضروری ہے۔ سائن اِن کریں، آپ اسی صفحے پر واپس آئیں گے؛ رجسٹر پڑھنے کے لیے اکاؤنٹ درکار نہیں۔
problem-no-right = آپ کے کسی کردار میں یہ شامل نہیں۔ اپنے ادارے کے منتظم سے کردار مانگیں؛ آپ کے کردار آپ کے اکاؤنٹ میں درج ہیں۔
problem-other-territory = آپ کے کردار میں یہ شامل ہے، مگر کسی اور علاقے کے لیے۔ اس علاقے کی اتھارٹی سے رجوع کریں، یا منتظم سے اپنے کردار کی حد دیکھنے کو کہیں۔
problem-other-organisation = یہ کسی اور ادارے یا شخص کا ہے۔ دیکھ لیں کہ درست ریکارڈ کھولا ہے؛ جس کا یہ ہے وہی یہ کام کر سکتا ہے۔
problem-four-eyes = قانون یہاں دو افراد چاہتا ہے، اور یہ آپ نے خود تیار کیا ہے یا تیار کرنے والے کا نام درج نہیں۔ اسے اسی کردار والے ساتھی پر چھوڑ دیں۔
problem-confirm-needed = دستخط سے پہلے پاس کی سے، یا پاس ورڈ اور کوڈ سے، ایک بار پھر ثابت کریں کہ یہ آپ ہی ہیں۔ پھر فارم دوبارہ بھیجیں۔
problem-scope-missing = یہ رسائی ٹوکن اس کام کے لیے نہیں بنا۔ ایسا نیا ٹوکن بنائیں جس میں یہ شامل ہو، یا خود سائن اِن کریں۔
