# 项目用语。

projects-title = 项目
projects-lead = 采矿和勘查项目，每个数字都注明来源。不详的就写不详。
projects-description = 巴基斯坦矿产项目：作业者、所有者、许可证、资源量、阶段和价值链，每个数字都注明来源。
projects-one = 项目
projects-one-description = 项目 { $name }（{ $minerals }）：作业者、所有者、许可证、资源量和位置，每个数字都注明来源。
projects-count = { $count ->
    [0] 没有符合条件的项目
   *[other] { $shown } 个项目
  }
projects-empty = 没有符合条件的项目。
projects-chain = 从矿石到金属
projects-chain-note = 以来源所述为限。未提及的环节为“不详”，并非没有。
projects-chain-reported = 有报道
projects-chain-planned = 计划中
projects-chain-unknown = 不详
projects-titles = 同号矿业权
projects-titles-note = 登记簿中有与该项目所称编号相同的矿业权。不同机关的编号可能重复，请核对后再采用。
collection-projects-title = 项目
collection-projects-description = 矿产项目，每个数字都注明来源；仅知大致位置的注明误差。
problem-unknown-project = 没有此编号的项目。
projects-near-deposits = 附近的矿床
