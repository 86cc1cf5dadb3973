# Words of projects.

projects-title = Projects
projects-lead = Mining and exploration projects, each figure with its source. What is unknown is called unknown.
projects-description = Mineral projects of Pakistan: operator, owners, licence, resources, stage and value chain, every figure with its source.
projects-one = Project
projects-one-description = Project { $name } ({ $minerals }): operator, owners, licence, resources and place, every figure with its source.
projects-count = { $count ->
    [0] No project matches
    [one] { $shown } project
   *[other] { $shown } projects
  }
projects-empty = No project matches what you asked for.
projects-chain = From the ground to the metal
projects-chain-note = As far as the sources tell. A step that nobody speaks of is unknown, not absent.
projects-chain-reported = reported here
projects-chain-planned = planned
projects-chain-unknown = unknown
projects-titles = Titles of this number
projects-titles-note = The register has a title of the number that the project names. Numbers may repeat between offices: compare before you rely on it.
collection-projects-title = Projects
collection-projects-description = Mineral projects, each figure with its source; places known only roughly say how roughly.
problem-unknown-project = There is no project with this number.
projects-near-deposits = Deposits nearby
