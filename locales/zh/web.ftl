# 页面外壳的文字：页眉、页脚、一般问题、地图、表单。

site-name = Kaan
site-others = 勘 · کان
site-tagline = 开放的矿业登记簿
shell-skip = 跳到正文
shell-nav = 主导航
shell-languages = 语言
shell-search = 搜索登记簿
shell-search-button = 搜索
shell-ledger = 账本位置 { $size }
shell-as-data = 本页数据
shell-share = 分享本页
shell-copied = 地址已复制
shell-offline = 网络未连接。所见内容可能已过时；您输入的内容仍保留在本页。
shell-not-official = Kaan 不是任何政府的官方系统。以发证机关的登记簿为准。
shell-demonstration = 演示：所示均为真实的公开数据，各数据集均注明来源。
shell-licence = 软件采用 Apache 2.0 许可。数据采用各数据集注明的许可。
shell-printed = 打印自
nav-map = 地图与登记簿
nav-projects = 项目
nav-check = 空间查重
nav-ledger = 存证账本
nav-data = 数据
nav-about = 关于
nav-search = 搜索
foot-about = 关于 Kaan
foot-sources = 来源与许可
foot-accessibility = 无障碍
foot-api = 程序接口
foot-deposits = 矿床
foot-occurrences = 矿点
foot-holders = 矿业权人

zone-pakistan = 巴基斯坦时间
zone-beijing = 北京时间
compass-north = N
compass-south = S
compass-east = E
compass-west = W

map-note = 图上界线仅供示意，不代表对其法律地位的任何立场。WGS 84 坐标。底图：Natural Earth。
legend-title = 图例
legend-mining = 采矿租约
legend-exploration = 勘查许可证
legend-retention = 矿床保留许可证
legend-application = 申请
legend-reserved = 保留区
legend-overlap = 重叠
legend-project = 项目
legend-deposit = 矿床
legend-occurrence = 矿点
legend-own = 您的地块
legend-here = 此记录
legend-alternative = 其他来源给出的位置
legend-other = 其他矿业权


problem-title-missing = 未找到
problem-title-invalid = 无法识别
problem-title-refused = 无法办理
problem-title-busy = 系统繁忙
problem-title-fault = 系统出现故障
problem-number = 请求编号：
problem-code = 代码：
problem-at = 位置：
problem-next = 您可以这样做
problem-next-missing = 请检查地址是否有误，或搜索编号、矿业权人、地名或矿种。
problem-next-invalid = 请返回，更正此处指出的内容后重试。您输入的内容仍在表单中。
problem-next-refused = 请阅读上述理由。原页面没有任何变化。
problem-next-busy = 请稍候几秒再刷新页面。没有丢失任何内容。
problem-next-fault = 请一分钟后重试。如仍有故障，请把请求编号告知本网站的运行者。本次操作没有改变任何内容。
problem-home = 返回首页
problem-typed = 您填写的内容
problem-typed-lead = 这些内容均未办理，也未保存。如仍需要，请从此处复制。
problem-search = 搜索
problem-not-found = 此地址没有页面。
problem-too-large = 发送的内容超过此地址所能接受的大小。
problem-too-slow = 请求传送时间过长。
problem-media-type-not-supported = 发送的内容格式不被此地址支持。
problem-busy = 登记簿此刻任务过多。
problem-malformed-request = 请求格式有误，无法读取。
problem-form-broken = 表单在传送中损坏，无法读取。
problem-unknown-language = 语言必须是 en、zh、ur 之一。
problem-fault = 未能生成答复。故障已连同本请求编号一并记录。

# Who is signed in, rights, limits.
problem-token-not-known = 此令牌无法识别：已被撤销、已到期或从未发放。
problem-foreign-form = 此表单不是从本站页面发出的，或其页面已过期。请重新打开页面再提交。
problem-too-many-requests = 短时间内来自您的请求过多。请在 { $seconds } 秒后重试。
problem-section = 依据：
problem-title-sign-in = 登录
problem-next-sign-in = 请在新标签页中登录，然后在此重新加载本页：浏览器会再次发送您所填的内容，不会丢失。
problem-sign-in = 在新标签页中登录
shell-account-nav = 您的账户
shell-sign-in = 登录
shell-sign-out = 退出
shell-account = 账户
shell-inbox-short = 收件箱
shell-inbox = { $count ->
    [0] 收件箱，没有新通知
   *[other] 收件箱，{ $count } 条新通知
}
shell-registrations = 登记申请
shell-office = 办公室
shell-record = 操作记录
foot-parties = 企业和机关
