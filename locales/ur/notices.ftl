# خطوط کے الفاظ، اور اطلاعات کے وہ الفاظ جو سب حصوں میں مشترک ہیں۔

notices-letter-open = اسے Kaan میں کھولیں:
notices-letter-inbox = اپنا اِن باکس کھولیں:
notices-letter-foot = یہ خط آپ کو اس لیے ملا کہ { $site } پر آپ کا اکاؤنٹ ہے۔ وہاں اپنے اِن باکس میں آپ چن سکتے ہیں کہ خط فوراً آئیں یا دن میں ایک بار۔ اس پتے پر جواب نہیں پڑھے جاتے۔
notices-letter-foot-stranger = { $site } پر کسی نے یہ پتہ دیا ہے۔ اگر یہ آپ کے لیے نہیں تو کچھ نہ کریں: آپ کے بغیر کچھ نہیں ہوتا۔ اس پتے پر جواب نہیں پڑھے جاتے۔
notices-digest-subject = { $count ->
    [one] Kaan سے { $count } اطلاع
   *[other] Kaan سے { $count } اطلاعات
  }
notices-digest-body = پچھلے خط کے بعد سے آپ کے اِن باکس میں یہ اطلاعات آئی ہیں:
notices-digest-more = { $count ->
    [one] اور { $count } مزید
   *[other] اور { $count } مزید
  }
