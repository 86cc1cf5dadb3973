# 机构办公室、收件箱和演示信箱的用语。

office-title = 办公室
office-tabs = 办公室各部分
office-tab-home = 概览
office-tab-people = 人员
office-tab-delegations = 委托
office-tab-invitations = 邀请
office-tab-hours = 办公时间
office-tab-letterhead = 信头
office-tab-contacts = 联系人
office-tab-emergency = 紧急权限

office-choose-title = 您的机构
office-choose-lead = 您在以下机构担任角色，请选择其一。
office-choose-empty = 您在任何机构都没有角色。您担任角色的机构会列在这里。
office-choose-next = 请向本机构管理员索取邀请，或登记您的公司。
office-choose = 请选择…
office-today = 今天
office-open = 正在办公
office-closed = 现已下班
office-hours-unknown = 未设定办公时间
office-people-count = { $count ->
   *[other] { $count } 人担任角色
  }
office-contacts-count = { $count ->
    [0] 未指定联系人
   *[other] { $count } 名联系人
  }
office-letterhead-there = 信头已设定
office-letterhead-lacking = 尚无信头
office-public-page = 本机构的公开页面
office-back = 不操作，返回
office-optional = （选填）
office-wrong = 请再核对以下内容
office-everywhere = 不限
office-no-end = 无终止日期
office-days = { $count ->
   *[other] { $count } 天
  }

office-people-title = 人员及角色
office-people-lead = 在此担任角色的人代表本机构行事。角色只会终止，不会删除。
office-people-empty = 此处尚无人担任角色。请邀请第一位同事。
office-give-title = 授予同事角色
office-give-lead = 该同事会收到通知，并可立即使用角色。存证账本会记录角色的授予，但不含姓名。
office-give-button = 授予角色
office-end-role = 终止
office-end-role-of = 终止 { $name } 的角色
office-col-person = 人员
office-col-from = 起
office-col-until = 止
office-col-given-by = 授予人
office-program = 服务器运维方
office-col-state = 状态
office-state-now = 有效
office-state-later = 尚未开始
office-state-ended = 已终止
office-state-open = 待接受
office-state-accepted = 已接受
office-state-withdrawn = 已撤回
office-state-expired = 已过期

office-delegations-title = 委托
office-delegations-lead = 谁以同事的角色行事，到何时为止。管理员可随时终止委托。
office-delegations-empty = 此处无人委托角色。委托及其终止时间会列在这里。
office-delegations-next = 委托您自己的角色
office-end-delegation = 终止
office-end-delegation-of = 终止对 { $name } 的委托
office-col-whose = 角色属于
office-col-to-whom = 委托给

office-invitations-title = 邀请
office-invitations-lead = 邀请是等待某人接受的角色。链接只能用一次，且只限被邀请的邮箱。
office-invitations-empty = 尚未发出邀请。请用电子邮件邀请同事。
office-invite-title = 邀请他人
office-invite-lead = 对方会收到带链接的信，开立账户或登录后即获得角色。链接不会显示给其他任何人，包括您。
office-invite-button = 发送邀请
office-withdraw = 撤回
office-withdraw-of = 撤回发给 { $email } 的邀请
office-col-inviter = 邀请人
office-col-sent = 发送时间
office-col-link-until = 链接有效至

office-hours-title = 办公时间与假日
office-hours-lead = 法律以工作日计算的期限，按此办公时间和假日计算。
office-hours-empty = 尚未设定办公时间。在此之前无法计算本机构的工作日。
office-hours-change = 更改办公时间
office-hours-how = 请按 09:00-13:00, 14:00-17:00 的格式填写。不办公的日子请留空。
office-hours-public = 办公时间对外公开，每次更改都记入存证账本。已届满的期限不受影响。
office-hours-button = 设定办公时间
office-week = 一周
office-zone-pakistan = 巴基斯坦时间
office-zone-beijing = 北京时间
office-zone-utc = 协调世界时
office-closed-day = 不办公
office-periods = 对期限的影响
office-periods-lead = 今天开始的期限在旁边的日期届满。今天：
office-periods-empty = 请先设定办公时间；期限的届满日会列在这里。
office-working-days = { $count ->
   *[other] { $count } 个工作日
  }
office-never = 永不届满：机构不办公
office-holidays = 假日
office-holidays-empty = 尚未录入假日。请采用全年列表，或添加一天。
office-holidays-past = { $count ->
   *[other] 已过的 { $count } 天
  }
office-holidays-none-ahead = 今后没有假日。请录入下一年的假日。
office-expected = 预计，视月相而定
office-remove = 移除
office-remove-day = 移除 { $day } 的假日
office-list-button = { $count ->
   *[other] 采用 2026 年列表中的 { $count } 天
  }
office-list-note = 2026年1月所报道的联邦列表；视月相而定的日子标为“预计”。请与正式通知核对。
office-holiday-add = 添加或更正假日
office-holiday-button = 保存假日
office-col-holiday = 假日

office-letterhead-title = 信头
office-letterhead-lead = 本机构信函和证书抬头的内容，对外公开。
office-letterhead-empty = 尚未设定信头。在此之前，信函只有机构名称。
office-letterhead-change = 更改信头
office-letterhead-button = 设定信头
office-letterhead-name = 名称
office-letterhead-address = 地址
office-letterhead-seal = 印章文字

office-contacts-title = 联系人
office-contacts-lead = 公众可以咨询的人员，显示在本机构的公开页面上。
office-contacts-empty = 尚未指定联系人。在此之前，公开页面的访问者无人可问。
office-contact-add = 指定联系人
office-contact-public = 姓名、电话和邮箱对所有人显示。终止联系人时，姓名和邮箱会从登记簿中移除；存证账本从不含有这些内容。
office-contact-button = 指定联系人
office-contact-end = 终止
office-contact-end-of = 终止联系人 { $name }
office-col-duty = 事项

office-emergency-title = 紧急权限
office-emergency-lead = 当无法联系到具有所需角色的人时，官员可接管该角色一小时。此举会立即公告并记入存证账本，且不能用来授予角色。
office-emergency-empty = 此处从未使用过紧急权限。每次使用及其原因会列在这里。
office-emergency-end = 立即终止
office-begin-title = 启用紧急权限
office-begin-lead = 您将接管本机构的一个角色一小时。请说明为何不能等待：被告知的人会读到您的理由。
office-begin-button = 启用并告知
office-told = 会立即告知以下人员
office-told-done = 已告知以下人员
office-told-nobody = 此处没有其他管理员或审计员。存证账本中的条目即为公告。

office-done-given = 角色已授予，并已通知该同事。
office-done-ended = 角色已终止，并已通知其担任者。
office-done-delegation-ended = 委托已终止，双方均已收到通知。
office-done-sent = 邀请已发出。
office-done-withdrawn = 邀请已撤回，链接已失效。
office-done-hours-set = 办公时间已设定。
office-done-holiday-set = 假日已保存。
office-done-holiday-removed = 假日已移除。
office-done-list-taken = 列表已采用。
office-done-letterhead-set = 信头已设定。
office-done-contact-named = 联系人已指定。
office-done-contact-ended = 联系人已终止，姓名和邮箱已移除。
office-done-begun = 紧急权限已启用，一小时后自动终止。
office-done-emergency-ended = 紧急权限已终止。

office-field-colleague = 同事
office-hint-colleague = 现在或曾经在此担任角色的人。其他人请用邀请。
office-field-role = 角色
office-field-territory = 地区
office-hint-territory = 角色可限于一个省或地区。
office-field-until = 角色的最后一天
office-hint-until = 例如 2026-12-31 或 31/12/2026。留空表示无终止日期。
office-field-email = 电子邮箱
office-field-letter-language = 信件语言
office-field-link-days = 链接有效期
office-field-zone = 机构所用时间
office-field-d0 = 星期一
office-field-d1 = 星期二
office-field-d2 = 星期三
office-field-d3 = 星期四
office-field-d4 = 星期五
office-field-d5 = 星期六
office-field-d6 = 星期日
office-field-day = 日期
office-hint-day = 例如 2026-12-25 或 25/12/2026。
office-field-name-en = 英文名称
office-field-name-zh = 中文名称
office-field-name-ur = 乌尔都文名称
office-field-source = 依据
office-hint-source = 通知及其编号和日期。
office-field-expected = 该日期仍视月相而定
office-field-address-en = 英文地址
office-field-address-zh = 中文地址
office-field-address-ur = 乌尔都文地址
office-field-seal-en = 印章英文文字
office-field-seal-zh = 印章中文文字
office-field-seal-ur = 印章乌尔都文文字
office-field-telephone = 电话
office-hint-telephone = 机构电话，含国家代码，例如 +92 81 0000000。
office-field-duty-en = 事项（英文）
office-field-duty-zh = 事项（中文）
office-field-duty-ur = 事项（乌尔都文）
office-field-person = 官员姓名
office-hint-person = 按对该官员的称呼填写；对所有人显示。
office-field-reason = 理由
office-hint-reason = 至少 20 个字符：现在必须做什么，以及您联系不到谁。

office-letter-role-given-subject = { $organisation } 授予您角色：{ $role }
office-letter-role-given-body = 您现在在 { $organisation } 担任 { $role }。您的账户页列出您的所有角色及其权限。
office-letter-role-ended-subject = 您在 { $organisation } 的角色 { $role } 已终止
office-letter-role-ended-body = 管理员终止了您在 { $organisation } 的角色 { $role }。如有疑问，请询问该机构的管理员。
office-letter-delegation-ended-subject = 角色 { $role } 的一项委托已终止
office-letter-delegation-ended-body = { $organisation } 的管理员终止了角色 { $role } 的委托。
office-letter-invitation-subject = { $organisation } 邀请您使用 Kaan
office-letter-invitation-body = { $organisation } 请您在 Kaan（巴基斯坦矿业权公开登记簿）中担任 { $role }。链接只能用一次，有效至 { $until }。
office-letter-emergency-subject = { $organisation } 启用了紧急权限
office-letter-emergency-body = { $who } 在紧急情况下接管了 { $organisation } 的角色 { $role }，至 { $until } 为止。下面的页面列有理由。如不正当，请在该页终止并查看行为记录。

problem-office-missing = 请填写此项。
problem-office-too-long = 内容过长：最多 { $most } 个字符。
problem-office-no-choice = 请从列表中选择。
problem-office-day = 这不是日期。请写成 2026-12-31 或 31/12/2026。
problem-office-one-language = 请至少用三种语言之一填写。
problem-office-telephone = 这不是电话号码。请使用数字、空格、+ 和 -，例如 +92 81 0000000。
problem-office-ranges = 这不是办公时间。请写成 09:00-13:00, 14:00-17:00，不可重叠，每天最多四段。
problem-office-never-open = 这样机构永不办公。请至少填写一天。
problem-office-email = 这不是电子邮箱。请检查是否缺少 @ 或含有空格。
problem-office-too-many = 最多 { $most } 项。请先移除一项。
problem-office-no-holiday = 没有这个假日，可能已被移除。
problem-office-no-contact = 没有这个联系人，可能已被终止。
problem-office-unknown = 没有这个机构。
problem-office-last-administrator = 这是最后一名管理员。请先将此角色授予他人，否则此处将无人能授予角色。
problem-inbox-unknown = 您的收件箱中没有这条通知。

inbox-title = 收件箱
inbox-lead = 与您有关的事项，最新的在前。
inbox-unread = { $count ->
    [0] 全部已读。
   *[other] { $count } 条未读。
  }
inbox-empty = 尚无通知。您的角色、登记和矿业权的变化会列在这里。
inbox-new = 新
inbox-open = 打开
inbox-mark = 标为已读
inbox-read-all = 全部标为已读
inbox-newest = 最新
inbox-older = 更早
inbox-done-read = 已全部标为已读。
inbox-done-chosen = 您的选择已保存。
inbox-demonstration = 这是演示：信件不会发出，而是保存在这里供所有人阅读。
inbox-letters = 电子邮件
inbox-letters-lead = 信件何时发送？登录链接和警告总是立即发送。
inbox-letters-at-once = 立即发送，每条通知一封
inbox-letters-digest = 每日一封，汇总全部通知
inbox-letters-button = 保存

mailbox-title = 演示信箱
mailbox-lead = 本演示本应发出的信件，最新的在前，所有人可读。正式服务器没有此页面。
mailbox-empty = 尚无信件。开立账户或邀请他人后，信件会列在这里。
mailbox-to = 收件人
