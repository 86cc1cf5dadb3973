# Why a role, a delegation, an emergency or an invitation was not made (kaan-access, src/roles).

problem-role-unknown = 此类机构没有这一角色。请从列表中选择。
problem-role-other-territory = 该机构只在本地区行使职权。请选择该地区，或将此项留空。
problem-role-dates = 角色的结束时间早于开始时间，或已经过去。请选择更晚的结束时间。
problem-role-held = 该账户已有此角色。
problem-role-not-found = 没有这一角色。
problem-role-ended = 该角色已经终止。

problem-delegation-self = 不能把角色委托给自己。请选择一位同事。
problem-delegation-dates = 委托的开始时间已过，或结束时间早于开始时间。请选择更晚的结束时间。
problem-delegation-too-long = 委托最长为 92 天。请选择更早的结束时间；到期后可再次委托。
problem-delegation-not-own = 只能委托自己现有的角色；受托得来的角色不能再转委托。
problem-delegation-outside = 该账户在本机构没有角色。请先邀请此人。
problem-delegation-not-found = 没有这项委托。
problem-delegation-ended = 这项委托已经终止。

problem-emergency-reason = 请用至少 { $least } 个字符说明为何不能等待。
problem-emergency-role = 该机构没有这一角色。请从列表中选择。
problem-emergency-outside = 使用紧急权限须在该机构有自己的角色。
problem-emergency-open = 您在该机构的紧急权限尚未结束。请先结束它。
problem-emergency-not-found = 没有这项紧急权限。
problem-emergency-ended = 这项紧急权限已经结束。

problem-invitation-dates = 邀请最长有效 30 天，且结束时间须在将来。
problem-invitation-email = 这不是电子邮箱地址。请检查是否缺少 @ 或含有空格。
problem-invitation-unknown = 没有这份邀请。请复制邮件中的完整链接，或请对方重新邀请。
problem-invitation-used = 这份邀请已被接受；链接只能使用一次。请对方重新邀请。
problem-invitation-withdrawn = 这份邀请已被撤回。请联系该机构重新邀请。
problem-invitation-expired = 这份邀请已过期。请联系该机构重新邀请。
problem-invitation-foreign = 这份邀请发送给了另一个电子邮箱。请用该邮箱的账户登录。
problem-invitation-void = 发出邀请的人已无权邀请。请联系该机构重新邀请。
