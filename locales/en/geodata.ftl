# Words of deposits, occurrences and districts.

deposits-title = Deposits
deposits-lead = Known deposits on which nobody is reported to work and no right is reported. Where somebody does, the record stands among the projects.
deposits-description = Mineral deposits of Pakistan from published sources: mineral, place with its error, resources.
deposits-one = Deposit
deposits-one-description = Deposit { $name } ({ $minerals }): place, resources and what sources state.
deposits-count = { $count ->
    [0] No deposit matches
    [one] { $shown } deposit
   *[other] { $shown } deposits
  }
deposits-empty = No deposit matches what you asked for.

occurrences-title = Mineral occurrences
occurrences-lead = Places where a mineral was seen, as the U.S. Geological Survey lists them. It does not say how accurate the points are.
occurrences-description = Mineral occurrences of Pakistan in data sets of the U.S. Geological Survey, with their doubts.
occurrences-one = Mineral occurrence
occurrences-one-description = Mineral occurrence { $name } ({ $minerals }) as a source lists it.
occurrences-count = { $count ->
    [0] No occurrence matches
    [one] { $shown } occurrence
   *[other] { $shown } occurrences
  }
occurrences-empty = No occurrence matches what you asked for.

districts-title = Districts
districts-lead = Outlines of districts, by which the register names the district of a place.
districts-description = Outlines of the districts of Pakistan as OpenStreetMap draws them, and whose borders they are.
districts-one = District
districts-one-description = District { $name }: outline, and deposits and occurrences in it.
districts-borders = These borders are drawn as OpenStreetMap has them. They are not the census's and not an official survey's, and express no opinion on the status of any territory.
districts-count = { $count ->
    [one] { $shown } district.
   *[other] { $shown } districts.
  }
districts-empty = No outlines of districts are loaded.
districts-division = Division
districts-area = Area of the outline
districts-area-note = on the WGS 84 ellipsoid; not the published area of the district
districts-reference = Relations of OpenStreetMap
districts-outline = Outline
districts-repaired = repaired by the source before it came here
districts-projects = Projects in it
districts-deposits = Deposits in it
districts-occurrences = Occurrences in it
districts-none-inside = None whose own point lies in this outline.

collection-deposits-title = Deposits
collection-deposits-description = Known deposits from published sources; places known only roughly say how roughly.
collection-occurrences-title = Mineral occurrences
collection-occurrences-description = Mineral occurrences in data sets of the U.S. Geological Survey; the accuracy of the points is not stated.
collection-districts-title = Districts
collection-districts-description = Outlines of districts as OpenStreetMap draws them, under the Open Database License.
problem-unknown-deposit = There is no deposit with this number.
problem-unknown-occurrence = There is no occurrence with this number.
problem-unknown-district = There is no district with this name.
geodata-near-projects = Projects nearby
