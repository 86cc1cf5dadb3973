# law/access.toml 中角色、机构类别与行为的名称，以及拒绝原因的含义。

role-administrator = 管理员
role-representative = 代表
role-preparer = 经办人
role-registrar = 登记官
role-officer = 审查员
role-auditor = 审计员
role-coordinator = 协调员
role-observer = 观察员
role-operator = 服务器运维员

body-company = 公司
body-provincial = 省级机关
body-federal = 联邦机构
body-foreign = 对方国家机关
body-operator = 运维方

act-public-read = 查阅公开内容
act-account-create = 开立账户
act-party-read-public = 查阅主体的公开页面
act-account-own = 管理本人账户
act-token-create = 创建访问令牌
act-notice-read-own = 阅读本人通知
act-record-read-own = 查阅有关本人的记录
act-party-read-private = 查阅主体的非公开资料
act-party-prepare = 准备主体变更
act-party-sign = 签署主体变更
act-party-merge = 合并主体或重新拆分
act-registration-begin = 发起登记
act-registration-read = 查阅登记申请
act-registration-examine = 审查登记申请
act-registration-approve = 批准登记申请
act-registration-refuse = 驳回登记申请
act-owners-declare = 申报受益所有人
act-owners-read-private = 查阅受益所有人的非公开资料
act-owners-check = 核查受益所有人申报
act-role-give = 授予角色
act-role-end = 终止角色
act-delegation-give = 委托角色
act-delegation-end = 终止委托
act-invitation-send = 发送邀请
act-office-read = 查看机构成员
act-office-configure = 更改机关的办公时间、假日与信函
act-client-create = 准许程序代表本机构操作
act-emergency-begin = 紧急接管角色
act-record-search = 检索行为记录
act-record-export = 导出行为记录

# 拒绝的原因及下一步。
problem-sign-in-needed = 此操作需要登录。登录后会回到本页；查阅登记簿无需账户。
problem-no-right = 您的角色均不包含此操作。请向本机构管理员申请相应角色；您的账户页列出了您现有的角色。
problem-other-territory = 您的角色包含此操作，但限于其他地区。请联系该地区的机关，或请管理员核对您角色的地区限制。
problem-other-organisation = 此项属于其他机构或个人。请核对所打开的记录是否正确；其所属方可以办理此操作。
problem-four-eyes = 法律要求此处由两人经手，而此项由您本人准备，或未注明准备人。请交由具有相同角色的同事办理。
problem-confirm-needed = 签署之前，请用通行密钥，或密码加验证码，再次证明是您本人，然后重新提交表单。
problem-scope-missing = 该访问令牌不包含此操作。请创建包含此操作的新令牌，或由您本人登录办理。
