# 登记簿用语：矿业权、申请、保留区、矿业权人、占用查询。

register-title = 地图与登记簿
register-lead = 登记簿中的全部矿业权，人人可查。
register-description = 检索和浏览全部已登记矿业权：矿业权人、矿种、面积、状态、期限，每条记录附有证明。
register-search = 矿业权编号、矿业权人、地名或矿种
register-number = 编号开头为
register-table-only = 仅看表格
register-with-map = 地图与表格
register-count = { $count ->
    [0] 没有符合条件的矿业权
   *[other] { $shown } 项矿业权
  }
register-count-more = 超过 { $shown } 项矿业权
register-filters = 缩小范围
register-show = 显示结果
register-clear = 清除条件
register-any = 全部
register-empty = 没有符合条件的矿业权。
register-empty-next = 请减少条件，或查看整个登记簿。
register-in-view = 仅列出与地图视图相交的矿业权。
register-whole = 查看整个登记簿，不限地图视图
register-as-of = 截至账本位置 { $size }

applications-title = 申请
applications-lead = 申请自收到之时起即列于此处，无须再问某处是否已有人申请。
applications-description = 矿业权申请公开登记簿：日期、种类、面积和申请人。
applications-count = { $count ->
    [0] 没有符合条件的申请
   *[other] { $shown } 项申请
  }
applications-count-more = 超过 { $shown } 项申请
applications-empty = 没有符合条件的申请。

reserved-title = 保留区
reserved-lead = 不开放或受限制的区域。有些种类只需取得同意，以种类说明为准。
reserved-description = 不设矿业权或须经同意方可进入的区域。
reserved-count = { $count ->
    [0] 没有符合条件的保留区
   *[other] { $shown } 个保留区
  }
reserved-count-more = 超过 { $shown } 个保留区
reserved-empty = 没有符合条件的保留区。

holders-title = 矿业权人
holders-lead = 谁持有矿业权，持有多少。
holders-description = 登记簿中的全部矿业权人及其矿业权。
holders-count = { $count ->
    [0] 没有符合条件的矿业权人
   *[other] { $shown } 个矿业权人
  }
holders-count-more = 超过 { $shown } 个矿业权人
holders-empty = 没有该名称的矿业权人。
holders-name = 名称包含
holders-titles = 矿业权

title-page = 矿业权 { $number }
title-page-description = 矿业权 { $number }：矿业权人、面积、状态、期限、边界、重叠和账本条目。
application-page = 申请 { $number }
application-page-description = 矿业权申请 { $number }：申请人、面积、日期、边界和账本条目。
reserved-page = 保留区 { $number }
reserved-page-description = 保留区 { $number }：种类、边界、面积和账本条目。
holder-page = { $name }
holder-page-description = { $name } 在登记簿中的全部矿业权和申请。

col-number = 编号
col-kind = 种类
col-holder = 矿业权人
col-applicant = 申请人
col-holders = 矿业权人
col-mineral = 矿种
col-area = 面积
col-status = 状态
col-granted = 授予日期
col-applied = 收到日期
col-until = 有效期至
col-register = 登记簿
col-district = 县（区）
col-standing = 登记情况
col-name = 名称
col-share = 份额
col-effective = 生效日期

kind-reconnaissance = 踏勘许可证
kind-exploration = 勘查许可证
kind-retention = 矿床保留许可证
kind-mining = 采矿租约
kind-other = 其他矿业权
kind-as-written = 登记簿原文：{ $kind }

standing-registered = 已登记
standing-reported = 仅见报道，未登记
standing-reported-note = 仅见于公开报道。本系统收到的登记簿均未予证实，其边界不详。

status-active = 有效
status-expired = 已届满
status-surrendered = 已交回
status-cancelled = 已撤销
status-refused = 不予批准
status-pending = 审查中
status-suspended = 已中止
status-unknown = 未说明
status-as-written = 登记簿原文：“{ $status }”

section-ground = 地块
section-facts = 登记内容
section-holders = 持有者
section-neighbours = 相邻与重叠
section-boundary = 登记边界
section-history = 历史与证明
section-titles = 矿业权
section-applications = 申请

area-ellipsoid = 按 WGS 84 椭球面计算，边为经纬度直线。
area-claimed = 登记簿所载面积
area-withheld = 不予给出：该轮廓无效
area-unknown = 不详：未收到边界
perimeter = 周长
boundary-rule = 拐点之间的边
boundary-rule-straight-lonlat = 经纬度直线
boundary-crs = 提交时的坐标系
boundary-operation = 转换至 WGS 84 的方法
boundary-operation-none = 无须转换
boundary-accuracy = 位置精度
boundary-accuracy-unknown = 未说明
boundary-corners = { $count ->
   *[other] { $shown } 个拐点
  }
boundary-corners-show = 显示拐点
boundary-corners-cut = 此处列出前 { $shown } 个拐点；完整边界见数据文件。
boundary-as-handed-in = 原始提交坐标
boundary-same = 与登记边界相同
boundary-none = 边界不详。
boundary-invalid = 该轮廓无效。现按提交原样保存，未作任何修补，亦不给出面积。
corner-part = 部分
corner-ring = 环
corner-n = 拐点
corner-lon = 经度
corner-lat = 纬度
ring-shell = 外环
ring-hole = 内环 { $n }

neighbours-none = 未记录与其他矿业权重叠。
neighbours-inherited = 这些重叠随原登记簿带入，照原样显示，未作处理。
neighbour-shared = 重叠面积
neighbour-relation = 关系
relation-overlap = 重叠
relation-sliver = 碎片重叠
relation-touch = 相接

term-none = 未说明
holder-unknown = 未说明
holder-masked = 自然人姓名，来源已隐去

check-title = 此地是否空闲？
check-lead = 输入一块地的拐点，即可得知与其相交的全部矿业权、申请和保留区。无须登录，输入内容不作保存。
check-description = 无须登录，将任意地块与全部矿业权、申请和保留区作精确比对。
check-corners = 拐点，每行一个
check-corners-hint = 先经度后纬度，按行走顺序排列。可用十进制度（61.585, 29.271）或度分秒（东经61°35′5″ 北纬29°16′15″）。平面坐标：先东坐标后北坐标，单位米。
check-crs = 坐标系
check-crs-hint = 以图件或许可证所载为准。
check-file = 或上传文件
check-file-hint = GeoJSON、KML 或 KMZ、压缩的 Shapefile、GeoPackage、含拐点的 CSV 或 XLSX。不超过 { $megabytes } MB。
check-button = 查询此地块
check-result = 查询结果
check-valid-free = 本登记簿中没有与此地块相交的矿业权、申请或保留区。
check-valid-free-note = 这只说明本登记簿今日所载，并不表示法律允许在此设权，也不产生任何权利。
check-valid-met = { $count ->
   *[other] 有 { $shown } 条记录与此地块相交。
  }
check-more = 仅列出前 { $shown } 条。
check-invalid = 该轮廓无效，暂无法给出结果。
check-time = 查询时间
check-position = 所依据的账本位置
check-area = 面积
check-perimeter = 周长
check-place = 所在地
check-outside-basemap = 此处没有已知的县（区）。
check-accuracy = 所输坐标的位置精度
check-operation = 坐标转换
check-feature = 地块 { $n }
check-again = 修改坐标
check-save = 保存查询结果
check-neighbour = 记录
check-meaning = 含义
check-takes = 重叠面积
check-share = 占您地块的比例
means-overlap-exclusive = 排他性权利：重叠部分不得再授予新的排他性权利。
means-overlap-open = 非排他性权利：可能须取得同意，但不排除您的权利。
means-overlap-application = 在先申请：凡以收到顺序为准的，其在先。
means-overlap-reserved = 不开放或受限制：请查看该保留区的种类。
means-sliver = 小于测量容差：不计为重叠；共用边界宜实地测量。
means-touch = 仅边界或拐点相接：没有共用地面。
means-uncertain = 小于位置误差：不确定，不构成冲突。以实地测量为准。

certainty-certain = 确定
certainty-uncertain = 不确定
crs-own = 由系统从文件中识别
no-island = 地图无须脚本即可使用；启用脚本后可在图上绘制。
nearest-district = 县（区）
district-credit = 县（区）界线：© OpenStreetMap 贡献者，非人口普查界线。
demonstration-register = 演示数据：该登记簿真实存在，但不属于巴基斯坦，用以展示完整登记簿的样貌。
