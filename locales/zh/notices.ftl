# 信件以及各部分共用的通知用语。

notices-letter-open = 在 Kaan 中打开：
notices-letter-inbox = 打开您的收件箱：
notices-letter-foot = 您收到此信，是因为您在 { $site } 有账户。您可以在那里的收件箱中选择立即收信或每日收一封。此地址不接收回信。
notices-letter-foot-stranger = 有人在 { $site } 填写了此地址。如与您无关，请勿理会：没有您的操作，什么都不会发生。此地址不接收回信。
notices-digest-subject = { $count ->
   *[other] Kaan 的 { $count } 条通知
  }
notices-digest-body = 自上一封信以来，您的收件箱收到以下通知：
notices-digest-more = { $count ->
   *[other] 另有 { $count } 条
  }
