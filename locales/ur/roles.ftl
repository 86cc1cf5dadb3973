# Why a role, a delegation, an emergency or an invitation was not made (kaan-access, src/roles).

problem-role-unknown = اس قسم کے ادارے میں ایسا کوئی کردار نہیں۔ فہرست میں سے چنیں۔
problem-role-other-territory = ادارہ صرف اپنے علاقے میں کام کرتا ہے۔ وہی علاقہ چنیں یا خانہ خالی چھوڑ دیں۔
problem-role-dates = کردار شروع ہونے سے پہلے ختم ہو رہا ہے، یا ختم ہو چکا ہے۔ بعد کی تاریخ چنیں۔
problem-role-held = اس اکاؤنٹ کے پاس یہ کردار پہلے سے ہے۔
problem-role-not-found = ایسا کوئی کردار نہیں۔
problem-role-ended = یہ کردار پہلے ہی ختم کیا جا چکا ہے۔

problem-delegation-self = کردار اپنے آپ کو تفویض نہیں ہو سکتا۔ کسی ساتھی کو چنیں۔
problem-delegation-dates = تفویض ماضی میں شروع ہو رہی ہے، یا شروع ہونے سے پہلے ختم۔ بعد کی تاریخ چنیں۔
problem-delegation-too-long = تفویض زیادہ سے زیادہ 92 دن کی ہوتی ہے۔ پہلے کی تاریخ چنیں؛ بعد میں دوبارہ دی جا سکتی ہے۔
problem-delegation-not-own = صرف اپنا موجودہ کردار تفویض ہو سکتا ہے؛ جو آپ کو تفویض ہوا ہو وہ آگے نہیں دیا جا سکتا۔
problem-delegation-outside = اس اکاؤنٹ کا ادارے میں کوئی کردار نہیں۔ پہلے اس شخص کو دعوت دیں۔
problem-delegation-not-found = ایسی کوئی تفویض نہیں۔
problem-delegation-ended = یہ تفویض پہلے ہی ختم کی جا چکی ہے۔

problem-emergency-reason = کم از کم { $least } حروف میں بتائیں کہ انتظار کیوں نہیں ہو سکتا۔
problem-emergency-role = ادارے میں ایسا کوئی کردار نہیں۔ فہرست میں سے چنیں۔
problem-emergency-outside = ہنگامی رسائی کے لیے ادارے میں آپ کا اپنا کردار ہونا ضروری ہے۔
problem-emergency-open = اس ادارے میں آپ کی ہنگامی رسائی ابھی جاری ہے۔ پہلے اسے ختم کریں۔
problem-emergency-not-found = ایسی کوئی ہنگامی رسائی نہیں۔
problem-emergency-ended = یہ ہنگامی رسائی پہلے ہی ختم ہو چکی ہے۔

problem-invitation-dates = دعوت زیادہ سے زیادہ 30 دن کے لیے ہوتی ہے، اور اسے مستقبل میں ختم ہونا چاہیے۔
problem-invitation-email = یہ ای میل پتہ نہیں ہے۔ دیکھیں کہ @ رہ تو نہیں گیا یا کوئی خالی جگہ تو نہیں۔
problem-invitation-unknown = ایسی کوئی دعوت نہیں۔ خط سے پورا لنک نقل کریں، یا نئی دعوت مانگیں۔
problem-invitation-used = یہ دعوت قبول ہو چکی ہے؛ لنک ایک ہی بار چلتا ہے۔ نئی دعوت مانگیں۔
problem-invitation-withdrawn = یہ دعوت واپس لے لی گئی تھی۔ ادارے سے نئی دعوت مانگیں۔
problem-invitation-expired = اس دعوت کی میعاد ختم ہو گئی ہے۔ ادارے سے نئی دعوت مانگیں۔
problem-invitation-foreign = یہ دعوت کسی اور ای میل پتے پر بھیجی گئی تھی۔ اسی پتے کے اکاؤنٹ سے داخل ہوں۔
problem-invitation-void = دعوت بھیجنے والا اب دعوت نہیں دے سکتا۔ ادارے سے نئی دعوت مانگیں۔
