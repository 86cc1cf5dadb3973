# Words of letters and of the inbox’s notices that every part shares.

notices-letter-open = Open it in Kaan:
notices-letter-inbox = Open your inbox:
notices-letter-foot = You receive this letter because you have an account at { $site }. In your inbox there you choose whether letters come at once or once a day. This address reads no answers.
notices-letter-foot-stranger = Somebody at { $site } gave this address. If it was not for you, do nothing: nothing happens without you. This address reads no answers.
notices-digest-subject = { $count ->
    [one] { $count } notice from Kaan
   *[other] { $count } notices from Kaan
  }
notices-digest-body = These notices have come to your inbox since the last letter:
notices-digest-more = { $count ->
    [one] and { $count } more
   *[other] and { $count } more
  }
