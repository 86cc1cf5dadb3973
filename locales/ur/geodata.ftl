# معدنی ذخائر، معدنی آثار اور اضلاع کے الفاظ۔

deposits-title = معدنی ذخائر
deposits-lead = معلوم ذخائر جن پر کسی کے کام یا حق کی اطلاع نہیں۔ جہاں کوئی کام کرتا ہے یا حق رکھتا ہے وہ منصوبوں میں درج ہیں۔
deposits-description = شائع شدہ ذرائع سے پاکستان کے معدنی ذخائر: معدن، مقام اور اس کی غلطی، وسائل۔
deposits-one = معدنی ذخیرہ
deposits-one-description = معدنی ذخیرہ { $name } ({ $minerals }): مقام، وسائل اور ذرائع کے بیانات۔
deposits-count = { $count ->
    [0] کوئی ذخیرہ نہیں ملا
    [one] { $shown } معدنی ذخیرہ
   *[other] { $shown } معدنی ذخائر
  }
deposits-empty = آپ کی شرائط پر کوئی ذخیرہ پورا نہیں اترتا۔

occurrences-title = معدنی آثار
occurrences-lead = وہ جگہیں جہاں کوئی معدن دیکھا گیا، جیسا امریکی ارضیاتی سروے نے درج کیا۔ وہ نقاط کی درستی نہیں بتاتا۔
occurrences-description = امریکی ارضیاتی سروے کے مجموعوں میں پاکستان کے معدنی آثار، شبہات کے ساتھ۔
occurrences-one = معدنی آثار
occurrences-one-description = معدنی آثار { $name } ({ $minerals })، جیسا ماخذ نے درج کیا۔
occurrences-count = { $count ->
    [0] کوئی معدنی آثار نہیں ملے
    [one] { $shown } معدنی آثار
   *[other] { $shown } معدنی آثار
  }
occurrences-empty = آپ کی شرائط پر کوئی معدنی آثار پورے نہیں اترتے۔

districts-title = اضلاع
districts-lead = اضلاع کی حدود، جن سے رجسٹر کسی مقام کا ضلع بتاتا ہے۔
districts-description = پاکستان کے اضلاع کی حدود جیسا OpenStreetMap نے کھینچی ہیں، اور یہ کس کی حدود ہیں۔
districts-one = ضلع
districts-one-description = ضلع { $name }: حدود، اور اس میں معدنی ذخائر اور آثار۔
districts-borders = یہ حدود OpenStreetMap کے مطابق کھینچی گئی ہیں۔ یہ مردم شماری یا سرکاری سروے کی حدود نہیں، اور کسی علاقے کی حیثیت پر کوئی رائے ظاہر نہیں کرتیں۔
districts-count = { $count ->
    [one] { $shown } ضلع۔
   *[other] { $shown } اضلاع۔
  }
districts-empty = اضلاع کی حدود ابھی شامل نہیں۔
districts-division = ڈویژن
districts-area = حدود کے اندر رقبہ
districts-area-note = WGS 84 بیضوی پر؛ ضلع کا شائع شدہ رقبہ نہیں
districts-reference = OpenStreetMap کے ریلیشن نمبر
districts-outline = حدود
districts-repaired = یہاں آنے سے پہلے ماخذ نے درست کیں
districts-projects = اس میں منصوبے
districts-deposits = اس میں معدنی ذخائر
districts-occurrences = اس میں معدنی آثار
districts-none-inside = کوئی نہیں جس کا اپنا نقطہ ان حدود میں ہو۔

collection-deposits-title = معدنی ذخائر
collection-deposits-description = شائع شدہ ذرائع سے معلوم ذخائر؛ جو مقام اندازاً معلوم ہو اس کی غلطی بھی درج ہے۔
collection-occurrences-title = معدنی آثار
collection-occurrences-description = امریکی ارضیاتی سروے کے مجموعوں کے معدنی آثار؛ نقاط کی درستی بیان نہیں۔
collection-districts-title = اضلاع
collection-districts-description = اضلاع کی حدود جیسا OpenStreetMap نے کھینچی ہیں، اوپن ڈیٹابیس لائسنس کے تحت۔
problem-unknown-deposit = اس نمبر کا کوئی ذخیرہ نہیں۔
problem-unknown-occurrence = اس نمبر کے کوئی معدنی آثار نہیں۔
problem-unknown-district = اس نام کا کوئی ضلع نہیں۔
geodata-near-projects = قریب کے منصوبے
