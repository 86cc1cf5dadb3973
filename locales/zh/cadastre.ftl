# 登记簿用语：矿业权、申请、保留区、矿业权人、占用查询。

register-title = 地图与登记簿
register-lead = 登记簿中的全部矿业权，人人可查。
register-description = 检索和浏览全部已登记矿业权：矿业权人、矿种、面积、状态、期限，每条记录附有证明。
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
holders-empty = 没有该名称的矿业权人。
holders-name = 名称包含

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
boundary-corners-cut = 此处列出前 { $shown } 个拐点；完整边界见数据文件。
boundary-as-handed-in = 原始提交坐标
boundary-same = 与登记边界相同
boundary-none = 边界不详。
boundary-invalid = 该轮廓无效。现按提交原样保存，未作任何修补，亦不给出面积。
corner-part = 部分
corner-n = 拐点
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
check-corners-hint = 先经度后纬度，按行走顺序排列。可用十进制度（{ $decimal }）或度分秒（{ $dms }；也可写作 东经61°35′5″ 北纬29°16′15″）。平面坐标：先东坐标后北坐标，单位米。空行之后为另一部分。
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
check-file-notes = 文件中略去或推定的内容
check-file-row = 首见于第 { $row } 行
check-again = 修改坐标
check-save = 保存查询结果
check-neighbour = 记录
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
crs-own = 以文件所写为准；手工输入的拐点：WGS 84 度
nearest-district = 县（区）
demonstration-register = 演示数据：该登记簿真实存在，但不属于巴基斯坦，用以展示完整登记簿的样貌。

register-lists = 登记簿的各类清单
register-tab = 矿业权
applications-tab = 申请
reserved-tab = 保留区
applications-number = 编号开头
reserved-number = 编号开头
register-more-filters = 更多条件
register-none-here = 地图此范围内没有边界已知的矿业权。
applications-none-here = 地图此范围内没有边界已知的申请。
reserved-none-here = 地图此范围内没有边界已知的保留区。
register-projects-here = 图上标记为项目。
collection-titles-title = 矿业权
collection-titles-description = 矿业权：编号、种类、状态、矿业权人、矿种、期限、边界、面积。
collection-applications-title = 申请
collection-applications-description = 矿业权申请：编号、种类、申请人、收到日期、边界、面积。
collection-reserved-areas-title = 保留区
collection-reserved-areas-description = 不开放或受限制的区域：编号、种类、名称、边界、面积。
register-elsewhere = 位于别处的登记簿：
register-stands-for = 截至
registers-title = 登记簿
registers-none = 尚未导入任何登记簿。
register-map = 符合条件的矿业权地图
applications-map = 符合条件的申请地图
reserved-map = 符合条件的保留区地图
demonstration-tag = 演示
data-this-result = 此结果（GeoJSON）
data-this-record = 此记录的数据
data-whole = 完整集合
data-whole-geopackage = 完整集合（GeoPackage）
data-whole-csv = 完整集合（CSV）
map-move = 移动地图
map-in = 放大
map-out = 缩小
map-west = 向西
map-east = 向东
map-north = 向北
map-south = 向南
map-home = 巴基斯坦
map-thinned = 共 { $all } 个，绘出 { $shown } 个：每格只绘最大的一个。放大可看到全部；表格列出全部。
pager-first = 第一页
pager-next = 下一页

holders-records = 矿业权和申请
holders-more = { $count ->
   *[other] 另有 { $shown } 个
  }
holders-empty-next = 请输入名称中更短的一部分。
holder-one = 矿业权人
holder-map = { $name } 所持地块的地图
holder-masked-note = 来源隐去了自然人的姓名。本平台不知其为何人；同一来源中同一人的代号相同。
holder-area-unknown = { $count ->
   *[other] 其中 { $shown } 个面积未知
  }
holder-all = { $count ->
   *[other] 全部 { $shown } 条记录
  }
holder-none = 现已没有以其为持有人的矿业权或申请。
holder-sum-note = 矿业权有数名持有人的，其全部面积计入每一名持有人。相互重叠的面积重复计算。

application-one = 申请
reserved-one = 保留区
col-type-code = 登记机关代码
area-withheld-short = 不予给出
area-as-stated = 来源所述
area-unknown-short = 未知
boundary-place = 位置（部分.环.拐点）
corner-decimal = 度
corner-dms = 度分秒
record-map = { $number } 及其相邻地块的地图
record-on-map = 在大地图上查看
neighbour-width = 平均宽度
neighbours-more = { $count ->
   *[other] 另有 { $shown } 个
  }
history-none = 账本中尚无关于此记录的条目。
entry-what-registered = 按移交时的原样自登记簿载入。
entry-what-reported = 依公开报道记录。
entry-what-corrected = 依登记簿后来的文件更正。
entry-what-continued = 长条目的一部分。
entry-what-other = 其他条目。
page-address = 本页地址
qr-alt = 本页地址的二维码

missing-title = 登记簿中没有
missing-title-no = 没有此编号的矿业权：
missing-application-no = 没有此编号的申请：
missing-reserved-no = 没有此编号的保留区：
missing-near = 相近的编号
missing-search = 搜索
missing-search-button = 搜索
missing-list = 查看完整清单

check-example = 查看一个已填好并已作答的示例
check-wrong = 无法读取
check-line = 第 { $line } 行：
check-plausible = 可能是：
check-api = 供程序使用的同一查询
check-swap = 对调文件中的经度与纬度
check-file-again = 请重新选择文件：
check-own = 您的地块
check-map = 您的地块及相邻地块的地图
check-parcel = 地块
check-parcels = { $count ->
   *[other] 已查询 { $shown } 个地块。
  }
check-parcels-more = 文件中还有更多地块；此处只给出前 { $shown } 个的结果。
check-valid-beside = { $count ->
   *[other] 没有记录与此地块重叠；有 { $shown } 条记录仅相接，或重叠小于测量容差。
  }
check-unjudged = 下列记录的轮廓无效，无从判断其是否与此地块相交：
check-unjudged-more = { $count ->
   *[other] 另有 { $shown } 条
  }
check-registers = 所查询的登记簿
check-fatal = 错误
check-note = 提示

crs-group-degrees = 度
crs-group-pakistan = 米，巴基斯坦
crs-group-china = 米，中国
crs-group-australia = 米，澳大利亚北领地
crs-wgs84 = WGS 84，GPS 所给
crs-cgcs2000 = CGCS2000（2000 国家大地坐标系）
crs-kalianpur = 卡利安普尔 1962，巴基斯坦旧图
crs-gda94 = GDA94
crs-utm = WGS 84 / UTM { $zone }N 带
crs-kalianpur-utm = 卡利安普尔 1962 / UTM { $zone }N 带
crs-kalianpur-grid = 卡利安普尔 1962 / 印度 { $zone } 带
crs-gk = CGCS2000 高斯-克吕格，中央经线 { $zone }°E
crs-gk-3 = CGCS2000 三度带高斯-克吕格，中央经线 { $zone }°E，东坐标前带号 { $prefix }
crs-gk-6 = CGCS2000 六度带高斯-克吕格，中央经线 { $zone }°E，东坐标前带号 { $prefix }
crs-mga = GDA94 / MGA { $zone } 带

# 问题代码的含义：轮廓的错误。
problem-empty-outline = 没有拐点。请至少给出三个。
problem-too-many-corners = 轮廓的拐点过多，无法一次查询。
problem-beyond-range = 有拐点超出坐标系的范围。请检查是否漏了数字或选错了坐标系。
problem-unclosed = 末点与首点不同。请在末尾重复首点。
problem-too-few-corners = 轮廓至少需要三个不同的拐点。
problem-zero-area = 各拐点在一条直线上，没有围成地块。
problem-spike = 轮廓沿一条线伸出又折回。请删去尖端的拐点。
problem-bow-tie = 轮廓自交一次，呈蝴蝶结形，多因相邻两个拐点次序颠倒。
problem-self-crossing = 轮廓自相交叉。请检查拐点的次序。
problem-self-overlap = 轮廓有两条边相互重合。
problem-ring-self-touch = 轮廓又回到自己的拐点或边上。
problem-repeated-ring = 同一个环给出了两次。
problem-rings-crossing = 同一部分的两个环相互交叉。
problem-hole-outside = 有洞位于所属轮廓之外。
problem-nested-holes = 有洞位于另一个洞之内。
problem-interior-cut = 相接的洞把地块切断。
problem-overlapping-parts = 地块的两个部分相互重叠。
problem-adjacent-parts = 地块的两个部分共用一段边界，应合为一个部分。
problem-outside-jurisdiction = 有拐点位于登记簿所属国家之外。
problem-axes-probably-swapped = 经度与纬度很可能颠倒：对调后地块即在预期的地方。
problem-too-intricate = 轮廓自交过多，无法逐一指出。

# 提示：轮廓仍然有效。
problem-ring-closed = 末点与首点不同，轮廓已闭合。
problem-repeated-corner = 同一拐点连续给出数次，只计一次。
problem-near-points = 两个拐点相距极近，均予保留。
problem-near-points-merged = 相距小于任何测量所能分辨的拐点合为一点。
problem-z-dropped = 高程已略去。
problem-crs-member-obsolete = 文件按 2008 年 GeoJSON 的方式写明坐标系，已照办。
problem-datum-shifted = 拐点已由另一基准转换到 WGS 84。
problem-accuracy-unknown = 该转换的精度无人说明。
problem-encoding-guessed = 文件未说明文字编码，系推测。
problem-encoding-broken = 文件中有些文字无法读取。
problem-not-a-polygon-skipped = 不是面的图形已略过。
problem-row-skipped = 没有坐标的行已略过。
problem-attributes-missing = Shapefile 缺少属性表。
problem-external-link-ignored = 指向其他文件的引用未予读取。
problem-several-outlines = 列表中有数个轮廓。

# 文件未说明之处。
problem-crs-missing = 没有说明这些数字属于哪个坐标系。请选择。
problem-crs-contradicts-coordinates = 这些数字不可能属于文件所写的坐标系。请选择正确的坐标系。
problem-crs-contradicts-attributes = 文件中的列与其坐标系所示位置不符。请选择坐标系。
problem-axes-look-swapped = 经度与纬度似乎颠倒。请对调后重试。
problem-datum-not-supported = 本平台不能转换此坐标系。请从列表中选择。

# 无法读取的文件和文字。
problem-file-empty = 文件是空的。
problem-file-too-large = 文件过大。
problem-file-unreadable = 文件无法读取。
problem-file-truncated = 文件不完整，缺了一部分。
problem-file-broken = 文件已损坏。
problem-format-unknown = 不认识此文件格式。
problem-shapefile-not-zipped = Shapefile 由数个文件组成，请合为一个 zip 上传。
problem-needs-a-file = 此处不能接收这种格式。请改用 GeoJSON 或压缩的 Shapefile。
problem-encoding-unknown = 不认识文件所写的文字编码。
problem-layer-missing = 文件中没有此图层，或没有面图层。
problem-layer-unclear = 文件中有数个图层，请单独上传其中一个。
problem-columns-unclear = 找不到坐标列。请命名为经度和纬度，或东坐标和北坐标。
problem-not-geojson = 这不是含有面的 GeoJSON。
problem-not-json = 这不是 JSON。
problem-json-broken = JSON 已损坏。
problem-xml-broken = XML 已损坏。
problem-csv-broken = 表格已损坏。
problem-xlsx-broken = 电子表格已损坏。
problem-drawing-broken = 图形文件已损坏。
problem-shapefile-broken = Shapefile 已损坏。
problem-table-broken = Shapefile 的属性表已损坏。
problem-zip-broken = zip 已损坏。
problem-zip-too-large = zip 内容过大。
problem-zip-too-many-entries = zip 中文件过多。
problem-zip-unsafe-name = zip 中有文件名指向其外。
problem-too-deep = 列表嵌套过深。
problem-too-many-features = 文件中地块过多。
problem-too-many-corners-in-file = 文件中拐点过多。
problem-too-many-columns = 表格的列过多。
problem-attribute-too-long = 文件中有文字过长。
problem-stopped = 读取时间过长。请上传较小的文件。
problem-geometry-broken = 文件中有图形已损坏。
problem-geometry-missing = 其中没有面。
problem-geometry-not-polygon = 只能查询面：Polygon 或 MultiPolygon。
problem-geometry-not-supported = 不能查询这种图形。
problem-curve-not-supported = 不能查询曲线。请改为直边。
problem-wkt-broken = WKT 文字已损坏。
problem-number-broken = 有数字无法读取。
problem-number-not-finite = 有坐标不是数字。
problem-zone-broken = 某行的带号无法读取。
problem-zones-mixed = 同一轮廓的拐点属于不同的带。
problem-group-apart = 同一轮廓的拐点在文件中没有排在一起。
problem-not-a-feature = 文件中有一项不是要素。
problem-too-many-rings = 地块的环过多。
problem-one-feature-only = 一次只能查询一个要素；多个请以文件上传。
problem-crs-unread = 坐标系无法读取。请给出 EPSG 代码。
problem-mapping-unfit = 映射与文件不符。
problem-file-beside-unread = 映射所指的同目录文件无法读取。
problem-corner-unread = 这不是拐点。请写经度和纬度，或东坐标和北坐标。

# 地址。
problem-wrong-filter = 没有此值。请从列表中选择。
problem-wrong-page-token = 此处不能作为一页的开始。请从第一页开始。
problem-wrong-tile-address = 这不是地图瓦片的地址，应为网格内的 级别/列/行.mvt。
problem-unknown-holder = 没有此代号的矿业权人。
problem-too-many-parameters = 地址中的参数过多。
