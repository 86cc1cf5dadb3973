// Every kind of page that the program has, with addresses of real records of the demonstration.
//
// Called by the suites. It never writes an address by hand where the open interface can name one.

/** The first feature of an open collection that a test accepts. */
export async function feature(base, collection, accept = () => true, query = "") {
  const answer = await fetch(`${base}/ogc/collections/${collection}/items?limit=200${query}`, { headers: { accept: "application/geo+json" } });
  if (!answer.ok) throw new Error(`${collection}: ${answer.status}`);
  const found = (await answer.json()).features.find(accept);
  if (!found) throw new Error(`no such feature in ${collection}`);
  return found;
}

/** A square of about a kilometre around the middle of the feature's first corner: corners as text. */
export function squareAt([lon, lat], side = 0.01) {
  return [[0, 0], [side, 0], [side, side], [0, side]].map(([x, y]) => `${(lon + x).toFixed(6)}, ${(lat + y).toFixed(6)}`).join("\n");
}

/** The first position of a geometry. */
export function firstPosition(geometry) {
  let at = geometry.coordinates;
  while (typeof at[0] !== "number") at = at[0];
  return at;
}

const id = (f) => encodeURIComponent(f.id);

/** Kinds of pages by name: the path after the language; `plain` ones have no language in their address. */
export async function kinds(base) {
  const [title, application, reserved, project, deposit, occurrence] = await Promise.all(
    ["titles", "applications", "reserved-areas", "projects", "deposits", "occurrences"].map((c) => feature(base, c)),
  );
  const page = (await (await fetch(`${base}/en/titles/${id(title)}`)).text()).replaceAll("&#x2f;", "/");
  const holder = /\/en(\/holders\/[^"?#]+)"/.exec(page)?.[1];
  if (!holder) throw new Error("the title page names no holder");
  return {
    home: "",
    search: "/search?q=gold",
    "search without result": "/search?q=qqqqqqqq",
    map: "/map",
    "map of a view": "/map?bbox=131,-14,132.5,-12.5",
    titles: "/titles",
    "titles filtered": "/titles?class=mining",
    "titles, none": "/titles?number=NOSUCHTITLE",
    title: `/titles/${id(title)}`,
    applications: "/applications",
    application: `/applications/${id(application)}`,
    "reserved areas": "/reserved-areas",
    "reserved area": `/reserved-areas/${id(reserved)}`,
    holders: "/holders",
    holder,
    check: "/check",
    projects: "/projects",
    project: `/projects/${id(project)}`,
    deposits: "/deposits",
    deposit: `/deposits/${id(deposit)}`,
    occurrences: "/occurrences",
    occurrence: `/occurrences/${id(occurrence)}`,
    data: "/data",
    ledger: "/ledger",
    entry: "/ledger/entries/1",
    about: "/about",
    interfaces: "/api",
    problem: "/problems/wrong-bbox",
    "no such page": "/nothing-here",
    "no such title": "/titles/NOSUCHTITLE",
  };
}

/** Pages of the open interface for people; their language is the reader's. */
export const PLAIN = { "features": "/ogc?f=html", "collections": "/ogc/collections?f=html", "a collection": "/ogc/collections/titles?f=html", "items": "/ogc/collections/titles/items?f=html&limit=20" };
