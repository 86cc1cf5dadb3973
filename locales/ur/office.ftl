# ادارے کے دفتر، اِن باکس اور نمائشی ڈاک خانے کے الفاظ۔

office-title = دفتر
office-tabs = دفتر کے حصے
office-tab-home = خلاصہ
office-tab-people = افراد
office-tab-delegations = تفویض
office-tab-invitations = دعوتیں
office-tab-hours = اوقات
office-tab-letterhead = لیٹر ہیڈ
office-tab-contacts = رابطہ افسران
office-tab-emergency = ہنگامی رسائی

office-choose-title = آپ کے ادارے
office-choose-lead = ان اداروں میں آپ کے کردار ہیں۔ ایک چنیں۔
office-choose-empty = کسی ادارے میں آپ کا کوئی کردار نہیں۔ جن اداروں میں آپ کا کردار ہو وہ یہاں درج ہوں گے۔
office-choose-next = اپنے ادارے کے منتظم سے دعوت مانگیں، یا اپنی کمپنی رجسٹر کرائیں۔
office-choose = چنیں…
office-today = آج
office-open = ابھی کھلا ہے
office-closed = ابھی بند ہے
office-hours-unknown = اوقات مقرر نہیں
office-people-count = { $count ->
    [one] { $count } فرد کے پاس کردار ہے
   *[other] { $count } افراد کے پاس کردار ہیں
  }
office-contacts-count = { $count ->
    [0] کوئی رابطہ افسر مقرر نہیں
    [one] { $count } رابطہ افسر
   *[other] { $count } رابطہ افسران
  }
office-letterhead-there = لیٹر ہیڈ مقرر ہے
office-letterhead-lacking = ابھی لیٹر ہیڈ نہیں
office-public-page = ادارے کا عوامی صفحہ
office-back = کیے بغیر واپس
office-optional = (اختیاری)
office-wrong = براہِ کرم اسے دوبارہ دیکھیں
office-everywhere = کوئی حد نہیں
office-no-end = کوئی اختتام نہیں
office-days = { $count ->
    [one] { $count } دن
   *[other] { $count } دن
  }

office-people-title = افراد اور ان کے کردار
office-people-lead = جس کے پاس یہاں کردار ہے وہ ادارے کی طرف سے کام کرتا ہے۔ کردار ختم ہوتے ہیں، مٹائے نہیں جاتے۔
office-people-empty = یہاں ابھی کسی کے پاس کردار نہیں۔ پہلے ساتھی کو دعوت بھیجیں۔
office-give-title = ساتھی کو کردار دیں
office-give-lead = ساتھی کو اطلاع ملے گی اور وہ کردار فوراً استعمال کر سکے گا۔ کھاتے میں درج ہو گا کہ کردار دیا گیا، نام کے بغیر۔
office-give-button = کردار دیں
office-end-role = ختم کریں
office-end-role-of = { $name } کا کردار ختم کریں
office-col-person = فرد
office-col-from = سے
office-col-until = تک
office-col-given-by = کس نے دیا
office-program = سرور چلانے والا
office-col-state = حالت
office-state-now = نافذ
office-state-later = بعد میں شروع
office-state-ended = ختم شدہ
office-state-open = کھلی
office-state-accepted = قبول شدہ
office-state-withdrawn = واپس لی گئی
office-state-expired = میعاد ختم

office-delegations-title = تفویض
office-delegations-lead = کون کس ساتھی کے کردار سے کام کرتا ہے، اور کب تک۔ منتظم کسی بھی وقت تفویض ختم کر سکتا ہے۔
office-delegations-empty = یہاں کسی نے کردار تفویض نہیں کیا۔ تفویضیں اپنے اختتام کے ساتھ یہاں درج ہوں گی۔
office-delegations-next = اپنا کردار تفویض کریں
office-end-delegation = ختم کریں
office-end-delegation-of = { $name } کو دی گئی تفویض ختم کریں
office-col-whose = کس کا کردار
office-col-to-whom = کسے

office-invitations-title = دعوتیں
office-invitations-lead = دعوت ایسا کردار ہے جو کسی کا منتظر ہے۔ اس کا لنک ایک بار، صرف مدعو پتے کے لیے چلتا ہے۔
office-invitations-empty = ابھی کوئی دعوت نہیں بھیجی گئی۔ کسی ساتھی کو ای میل سے دعوت دیں۔
office-invite-title = کسی کو دعوت دیں
office-invite-lead = اس شخص کو لنک کے ساتھ خط ملے گا؛ وہ اکاؤنٹ کھول کر یا سائن اِن کر کے کردار پائے گا۔ لنک کسی اور کو نہیں دکھایا جاتا، آپ کو بھی نہیں۔
office-invite-button = دعوت بھیجیں
office-withdraw = واپس لیں
office-withdraw-of = { $email } کو بھیجی گئی دعوت واپس لیں
office-col-inviter = کس نے دعوت دی
office-col-sent = کب بھیجی
office-col-link-until = لنک کب تک چلے گا

office-hours-title = دفتری اوقات اور تعطیلات
office-hours-lead = قانون جو مدتیں کام کے دنوں میں گنتا ہے وہ انہی اوقات اور تعطیلات پر چلتی ہیں۔
office-hours-empty = اوقات مقرر نہیں۔ جب تک نہ ہوں، اس دفتر کے کام کے دن نہیں گنے جا سکتے۔
office-hours-change = اوقات بدلیں
office-hours-how = اوقات یوں لکھیں: 09:00-13:00, 14:00-17:00۔ جس دن دفتر بند ہو اسے خالی چھوڑ دیں۔
office-hours-public = اوقات عوامی ہیں اور ہر تبدیلی کھاتے میں درج ہوتی ہے۔ جو مدت ختم ہو چکی اس پر اثر نہیں پڑتا۔
office-hours-button = اوقات مقرر کریں
office-week = ہفتہ وار اوقات
office-zone-pakistan = پاکستان کا وقت
office-zone-beijing = بیجنگ کا وقت
office-zone-utc = عالمی وقت
office-closed-day = بند
office-periods = مدتوں پر اثر
office-periods-lead = آج شروع ہونے والی مدت سامنے لکھی تاریخ کو ختم ہو گی۔ آج:
office-periods-empty = پہلے اوقات مقرر کریں؛ مدتوں کے اختتام یہاں درج ہوں گے۔
office-working-days = { $count ->
    [one] کام کا { $count } دن
   *[other] کام کے { $count } دن
  }
office-never = کبھی نہیں: دفتر بند ہے
office-holidays = تعطیلات
office-holidays-empty = کوئی تعطیل درج نہیں۔ سال کی فہرست اپنا لیں یا کوئی دن شامل کریں۔
office-holidays-past = { $count ->
    [one] گزرا ہوا { $count } دن
   *[other] گزرے ہوئے { $count } دن
  }
office-holidays-none-ahead = آگے کوئی تعطیل نہیں۔ آنے والے سال کی تعطیلات درج کریں۔
office-expected = متوقع، چاند پر منحصر
office-remove = نکالیں
office-remove-day = { $day } کی تعطیل نکالیں
office-list-button = { $count ->
    [one] 2026 کی فہرست کا { $count } دن اپنائیں
   *[other] 2026 کی فہرست کے { $count } دن اپنائیں
  }
office-list-note = وفاقی فہرست، جیسا جنوری 2026 میں شائع ہوا؛ چاند پر منحصر دن متوقع لکھے ہیں۔ اسے نوٹیفکیشن سے ملا لیں۔
office-holiday-add = تعطیل شامل یا درست کریں
office-holiday-button = تعطیل محفوظ کریں
office-col-holiday = تعطیل

office-letterhead-title = لیٹر ہیڈ
office-letterhead-lead = جو ادارے کے خطوط اور اسناد کے اوپر لکھا ہوتا ہے۔ یہ عوامی ہے۔
office-letterhead-empty = لیٹر ہیڈ مقرر نہیں۔ تب تک خطوط پر صرف ادارے کا نام ہو گا۔
office-letterhead-change = لیٹر ہیڈ بدلیں
office-letterhead-button = لیٹر ہیڈ مقرر کریں
office-letterhead-name = نام
office-letterhead-address = پتہ
office-letterhead-seal = مہر کے الفاظ

office-contacts-title = رابطہ افسران
office-contacts-lead = جن سے عوام پوچھ سکتے ہیں۔ یہ ادارے کے عوامی صفحے پر دکھائے جاتے ہیں۔
office-contacts-empty = کوئی رابطہ افسر مقرر نہیں۔ تب تک عوامی صفحے پر آنے والوں کو پوچھنے کے لیے کوئی نہیں ملے گا۔
office-contact-add = رابطہ افسر مقرر کریں
office-contact-public = نام، فون اور ای میل سب کو دکھائے جاتے ہیں۔ رابطہ ختم کرنے پر نام اور ای میل رجسٹر سے نکال دیے جاتے ہیں؛ کھاتے میں یہ کبھی نہیں ہوتے۔
office-contact-button = رابطہ افسر مقرر کریں
office-contact-end = ختم کریں
office-contact-end-of = رابطہ { $name } ختم کریں
office-col-duty = کس کام کے لیے

office-emergency-title = ہنگامی رسائی
office-emergency-lead = جب مطلوبہ کردار والا کوئی نہ ملے تو افسر ایک گھنٹے کے لیے وہ کردار لے سکتا ہے۔ اس کا فوراً اعلان ہوتا ہے، یہ کھاتے میں درج ہوتا ہے، اور اس سے کردار دینے کا حق نہیں ملتا۔
office-emergency-empty = یہاں ہنگامی رسائی کبھی استعمال نہیں ہوئی۔ ہر استعمال اپنی وجہ کے ساتھ یہاں درج ہو گا۔
office-emergency-end = ابھی ختم کریں
office-begin-title = ہنگامی رسائی شروع کریں
office-begin-lead = آپ ایک گھنٹے کے لیے اس ادارے کا ایک کردار لیں گے۔ بتائیں کہ انتظار کیوں نہیں ہو سکتا: جنہیں اطلاع ملے گی وہ آپ کی وجہ پڑھیں گے۔
office-begin-button = شروع کریں اور انہیں اطلاع دیں
office-told = انہیں فوراً اطلاع ملے گی
office-told-done = انہیں اطلاع دی گئی
office-told-nobody = یہاں کوئی اور منتظم یا آڈیٹر نہیں۔ کھاتے کا اندراج ہی اعلان ہے۔

office-done-given = کردار دے دیا گیا، اور ساتھی کو اطلاع ہو گئی۔
office-done-ended = کردار ختم ہو گیا، اور صاحبِ کردار کو اطلاع ہو گئی۔
office-done-delegation-ended = تفویض ختم ہو گئی؛ دونوں کو اطلاع ہو گئی۔
office-done-sent = دعوت بھیج دی گئی۔
office-done-withdrawn = دعوت واپس لے لی گئی؛ اس کا لنک اب نہیں چلتا۔
office-done-hours-set = اوقات مقرر ہو گئے۔
office-done-holiday-set = تعطیل محفوظ ہو گئی۔
office-done-holiday-removed = تعطیل نکال دی گئی۔
office-done-list-taken = فہرست اپنا لی گئی۔
office-done-letterhead-set = لیٹر ہیڈ مقرر ہو گیا۔
office-done-contact-named = رابطہ افسر مقرر ہو گیا۔
office-done-contact-ended = رابطہ ختم ہو گیا؛ نام اور ای میل نکال دیے گئے۔
office-done-begun = ہنگامی رسائی شروع ہو گئی۔ ایک گھنٹے بعد خود ختم ہو جائے گی۔
office-done-emergency-ended = ہنگامی رسائی ختم ہو گئی۔

office-field-colleague = ساتھی
office-hint-colleague = جس کا یہاں کردار ہے یا تھا۔ باقی سب کو دعوت دیں۔
office-field-role = کردار
office-field-territory = علاقہ
office-hint-territory = کردار کسی ایک صوبے یا علاقے تک محدود ہو سکتا ہے۔
office-field-until = کردار کا آخری دن
office-hint-until = جیسے 2026-12-31 یا 31/12/2026۔ اختتام نہ ہو تو خالی چھوڑیں۔
office-field-email = ای میل پتہ
office-field-letter-language = خط کی زبان
office-field-link-days = لنک کتنے دن چلے
office-field-zone = دفتر کی گھڑی
office-field-d0 = پیر
office-field-d1 = منگل
office-field-d2 = بدھ
office-field-d3 = جمعرات
office-field-d4 = جمعہ
office-field-d5 = ہفتہ
office-field-d6 = اتوار
office-field-day = تاریخ
office-hint-day = جیسے 2026-12-25 یا 25/12/2026۔
office-field-name-en = انگریزی میں نام
office-field-name-zh = چینی میں نام
office-field-name-ur = اردو میں نام
office-field-source = کس نے کہا
office-hint-source = نوٹیفکیشن، اس کے نمبر اور تاریخ کے ساتھ۔
office-field-expected = دن ابھی چاند نظر آنے پر منحصر ہے
office-field-address-en = انگریزی میں پتہ
office-field-address-zh = چینی میں پتہ
office-field-address-ur = اردو میں پتہ
office-field-seal-en = مہر کے الفاظ انگریزی میں
office-field-seal-zh = مہر کے الفاظ چینی میں
office-field-seal-ur = مہر کے الفاظ اردو میں
office-field-telephone = فون
office-hint-telephone = دفتر کا نمبر ملک کے کوڈ کے ساتھ، جیسے +92 81 0000000۔
office-field-duty-en = کس کام کے لیے، انگریزی میں
office-field-duty-zh = کس کام کے لیے، چینی میں
office-field-duty-ur = کس کام کے لیے، اردو میں
office-field-person = افسر کا نام
office-hint-person = جس طرح افسر کو مخاطب کیا جاتا ہے؛ سب کو دکھایا جاتا ہے۔
office-field-reason = وجہ
office-hint-reason = کم از کم 20 حروف: ابھی کیا کرنا لازم ہے، اور کس سے رابطہ نہ ہو سکا۔

office-letter-role-given-subject = { $organisation } نے آپ کو کردار دیا ہے: { $role }
office-letter-role-given-body = اب { $organisation } میں آپ کا کردار { $role } ہے۔ آپ کا اکاؤنٹ آپ کے تمام کردار اور ان کے اختیارات دکھاتا ہے۔
office-letter-role-ended-subject = { $organisation } میں آپ کا کردار { $role } ختم ہو گیا
office-letter-role-ended-body = ایک منتظم نے { $organisation } میں آپ کا کردار { $role } ختم کر دیا ہے۔ اگر آپ کو اس کی توقع نہ تھی تو ادارے کے منتظمین سے پوچھیں۔
office-letter-delegation-ended-subject = کردار { $role } کی ایک تفویض ختم ہو گئی
office-letter-delegation-ended-body = { $organisation } کے ایک منتظم نے کردار { $role } کی تفویض ختم کر دی ہے۔
office-letter-invitation-subject = { $organisation } آپ کو Kaan میں دعوت دیتا ہے
office-letter-invitation-body = { $organisation } آپ کو Kaan، یعنی پاکستان کے معدنی حقوق کے کھلے رجسٹر، میں کردار { $role } پیش کرتا ہے۔ لنک ایک ہی بار چلتا ہے، { $until } تک۔
office-letter-emergency-subject = { $organisation } میں ہنگامی رسائی
office-letter-emergency-body = { $who } نے ہنگامی حالت میں { $organisation } کا کردار { $role } لے لیا ہے، { $until } تک۔ نیچے کا صفحہ وجہ دکھاتا ہے۔ اگر یہ درست نہیں تو اسے وہیں ختم کریں اور افعال کا ریکارڈ دیکھیں۔

problem-office-missing = براہِ کرم یہ خانہ پُر کریں۔
problem-office-too-long = یہ بہت لمبا ہے: زیادہ سے زیادہ { $most } حروف۔
problem-office-no-choice = براہِ کرم فہرست میں سے چنیں۔
problem-office-day = یہ کوئی تاریخ نہیں۔ یوں لکھیں: 2026-12-31 یا 31/12/2026۔
problem-office-one-language = براہِ کرم تینوں میں سے کم از کم ایک زبان میں لکھیں۔
problem-office-telephone = یہ فون نمبر نہیں۔ ہندسے، خالی جگہ، + اور - استعمال کریں، جیسے +92 81 0000000۔
problem-office-ranges = یہ اوقات نہیں۔ یوں لکھیں: 09:00-13:00, 14:00-17:00، ایک دوسرے پر نہ چڑھیں، دن میں زیادہ سے زیادہ چار۔
problem-office-never-open = اس طرح دفتر کبھی نہیں کھلے گا۔ کم از کم ایک دن پُر کریں۔
problem-office-email = یہ ای میل پتہ نہیں۔ دیکھیں کہ @ رہ تو نہیں گیا یا کوئی خالی جگہ تو نہیں۔
problem-office-too-many = زیادہ سے زیادہ { $most } ہو سکتے ہیں۔ پہلے ایک نکالیں۔
problem-office-no-holiday = ایسی کوئی تعطیل نہیں۔ شاید پہلے ہی نکال دی گئی ہو۔
problem-office-no-contact = ایسا کوئی رابطہ نہیں۔ شاید پہلے ہی ختم کر دیا گیا ہو۔
problem-office-unknown = ایسا کوئی ادارہ نہیں۔
problem-office-last-administrator = یہ آخری منتظم ہے۔ پہلے یہ کردار کسی اور کو دیں، ورنہ یہاں کوئی کردار نہیں دے سکے گا۔
problem-inbox-unknown = آپ کے اِن باکس میں ایسی کوئی اطلاع نہیں۔

inbox-title = اِن باکس
inbox-lead = جو آپ سے متعلق ہے، تازہ ترین پہلے۔
inbox-unread = { $count ->
    [0] سب پڑھی جا چکی ہیں۔
    [one] { $count } اَن پڑھی ہے۔
   *[other] { $count } اَن پڑھی ہیں۔
  }
inbox-empty = ابھی کوئی اطلاع نہیں آئی۔ آپ کے کرداروں، رجسٹریشنوں اور حقوق میں جو ہو گا یہاں ملے گا۔
inbox-new = نئی
inbox-open = کھولیں
inbox-mark = پڑھی ہوئی قرار دیں
inbox-read-all = سب کو پڑھا ہوا قرار دیں
inbox-newest = تازہ ترین
inbox-older = پرانی
inbox-done-read = سب پڑھی ہوئی قرار دے دی گئیں۔
inbox-done-chosen = آپ کا انتخاب محفوظ ہو گیا۔
inbox-demonstration = یہ نمائش ہے: خطوط بھیجے نہیں جاتے بلکہ یہاں رکھے جاتے ہیں جہاں سب پڑھ سکتے ہیں۔
inbox-letters = ای میل کے خطوط
inbox-letters-lead = خطوط کب آئیں؟ سائن اِن کے لنک اور تنبیہات ہمیشہ فوراً آتی ہیں۔
inbox-letters-at-once = فوراً، ہر اطلاع کا الگ خط
inbox-letters-digest = دن میں ایک بار، سب ایک خط میں
inbox-letters-button = محفوظ کریں

mailbox-title = نمائش کا ڈاک خانہ
mailbox-lead = وہ خطوط جو یہ نمائشی سرور بھیجتا، تازہ ترین پہلے؛ سب پڑھ سکتے ہیں۔ اصل سرور پر ایسا صفحہ نہیں ہوتا۔
mailbox-empty = ابھی کوئی خط نہیں لکھا گیا۔ اکاؤنٹ کھولیں یا کسی کو دعوت دیں تو اس کا خط یہاں آئے گا۔
mailbox-to = بنام
