# 矿床、矿点和县的用语。

deposits-title = 矿床
deposits-lead = 已知但未见作业或权利报道的矿床。有人作业或持有权利的列于“项目”。
deposits-description = 来自公开资料的巴基斯坦矿床：矿种、位置及误差、资源量。
deposits-one = 矿床
deposits-one-description = 矿床 { $name }（{ $minerals }）：位置、资源量及来源所述内容。
deposits-count = { $count ->
    [0] 没有符合条件的矿床
   *[other] { $shown } 个矿床
  }
deposits-empty = 没有符合条件的矿床。

occurrences-title = 矿点
occurrences-lead = 见有矿物的地点，按美国地质调查局所列。其未说明坐标精度。
occurrences-description = 美国地质调查局数据集中的巴基斯坦矿点，附疑点说明。
occurrences-one = 矿点
occurrences-one-description = 矿点 { $name }（{ $minerals }），按来源所列。
occurrences-count = { $count ->
    [0] 没有符合条件的矿点
   *[other] { $shown } 个矿点
  }
occurrences-empty = 没有符合条件的矿点。

districts-title = 县
districts-lead = 各县的边界线，登记簿据此说明某处所在的县。
districts-description = OpenStreetMap 所绘巴基斯坦各县边界线及其出处。
districts-one = 县
districts-one-description = { $name }县：边界线及其中的矿床和矿点。
districts-borders = 此处边界按 OpenStreetMap 绘制，并非人口普查或官方测绘的边界，也不代表对任何领土地位的看法。
districts-count = 共 { $shown } 个县。
districts-empty = 尚未载入县的边界线。
districts-division = 专区
districts-area = 边界线内面积
districts-area-note = 按 WGS 84 椭球计算，并非公布的县面积
districts-reference = OpenStreetMap 关系编号
districts-outline = 边界线
districts-repaired = 来源在提供前已作修补
districts-projects = 其中的项目
districts-deposits = 其中的矿床
districts-occurrences = 其中的矿点
districts-none-inside = 没有自身坐标位于此边界线内的记录。

collection-deposits-title = 矿床
collection-deposits-description = 来自公开资料的已知矿床；仅知大致位置的注明误差。
collection-occurrences-title = 矿点
collection-occurrences-description = 美国地质调查局数据集中的矿点；坐标精度未说明。
collection-districts-title = 县
collection-districts-description = OpenStreetMap 所绘各县边界线，采用开放数据库许可协议。
problem-unknown-deposit = 没有此编号的矿床。
problem-unknown-occurrence = 没有此编号的矿点。
problem-unknown-district = 没有此名称的县。
geodata-near-projects = 附近的项目
