# منصوبوں کے الفاظ۔

projects-title = منصوبے
projects-lead = کان کنی اور تلاش کے منصوبے، ہر عدد اپنے ماخذ کے ساتھ۔ جو معلوم نہیں اسے نامعلوم لکھا گیا ہے۔
projects-description = پاکستان کے معدنی منصوبے: آپریٹر، مالکان، لائسنس، وسائل، مرحلہ اور ویلیو چین، ہر عدد اپنے ماخذ کے ساتھ۔
projects-one = منصوبہ
projects-one-description = منصوبہ { $name } ({ $minerals }): آپریٹر، مالکان، لائسنس، وسائل اور مقام، ہر عدد اپنے ماخذ کے ساتھ۔
projects-count = { $count ->
    [0] کوئی منصوبہ نہیں ملا
    [one] { $shown } منصوبہ
   *[other] { $shown } منصوبے
  }
projects-empty = آپ کی شرائط پر کوئی منصوبہ پورا نہیں اترتا۔
projects-chain = زمین سے دھات تک
projects-chain-note = جہاں تک ذرائع بتاتے ہیں۔ جس مرحلے کا ذکر نہیں وہ نامعلوم ہے، غیر موجود نہیں۔
projects-chain-reported = اطلاع موجود
projects-chain-planned = منصوبہ بندی میں
projects-chain-unknown = نامعلوم
projects-titles = اسی نمبر کے حقوق
projects-titles-note = رجسٹر میں اسی نمبر کا معدنی حق موجود ہے جو منصوبے میں بتایا گیا۔ مختلف دفاتر کے نمبر ایک جیسے ہو سکتے ہیں: بھروسے سے پہلے موازنہ کریں۔
collection-projects-title = منصوبے
collection-projects-description = معدنی منصوبے، ہر عدد اپنے ماخذ کے ساتھ؛ جو مقام اندازاً معلوم ہو اس کی غلطی بھی درج ہے۔
problem-unknown-project = اس نمبر کا کوئی منصوبہ نہیں۔
projects-near-deposits = قریب کے معدنی ذخائر
