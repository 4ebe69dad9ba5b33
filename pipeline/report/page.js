// The report's page. In: the JSON in #data. Out: views chosen by the part of the address behind "#". Every text is set as text, never as markup.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const main = document.getElementById("main");
  const PART = 100; // facts that are drawn at once; the next ones are drawn when their place comes into sight
  const STATUS = {
    conflicting: "conflicting", superseded: "superseded", agreed: "agreed", compatible: "compatible", single_source: "one source",
  };
  const RANK = Object.keys(STATUS);

  const of = data.subjects.map(() => []);
  data.facts.forEach((fact, at) => of[fact.subject].push(at));
  const byId = new Map(data.facts.map((fact, at) => [fact.id, at]));
  const subjectById = new Map(data.subjects.map((subject, at) => [subject.id, at]));
  let left = null; // how the view that is gone back to was left: what was open, how much was drawn, where it stood
  const fillers = new WeakMap();

  const said = (value) => (value === null || value === undefined ? "" : String(value));
  const percent = (share) => `${Math.round(100 * share)} %`;
  const counted = (number, one, many) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
  const badge = (status) => el("span", { class: `status ${status}` }, STATUS[status]);
  // Only addresses of the web become links, whatever a document gives as its own.
  const web = (url) => (/^https?:\/\//i.test(url || "") ? el("a", { href: url, rel: "noopener noreferrer" }, url) : said(url));

  function address(path, query) {
    const rest = new URLSearchParams(Object.entries(query || {}).filter(([, value]) => value !== "" && value !== null && value !== undefined)).toString();
    return `#/${path}${rest ? `?${rest}` : ""}`;
  }
  // A report that is split by subject: where its start is, and the page of a subject; both empty where there is one page.
  const elsewhere = (page) => (page ? `./${encodeURIComponent(page)}` : "");
  const home = (path, query) => elsewhere(data.start) + address(path, query);
  const ofSubject = (at) => elsewhere(data.subjects[at].page) + address(`subject/${data.subjects[at].id}`);
  const ofFact = (at) => elsewhere(data.subjects[data.facts[at].subject].page) + address(`fact/${data.facts[at].id}`);

  const named = (predicate, qualifier) => (predicate === "metric" && qualifier ? qualifier : [words(predicate), qualifier].filter(Boolean).join(": "));
  const when = (period) => (period ? period.replace("/", " to ") : "no date");
  // The time of a fact for sorting: its first day, else the year that its period names.
  const time = (fact) => fact.from || (/[0-9]{4}/.exec(said(fact.period)) || [""])[0];
  const rank = (fact) => (fact.status === "conflicting" ? 0 : 1);
  const order = (a, b) => {
    const [one, other] = [data.facts[a], data.facts[b]];
    return (
      rank(one) - rank(other) ||
      one.predicate.localeCompare(other.predicate) ||
      said(one.qualifier).localeCompare(said(other.qualifier)) ||
      time(other).localeCompare(time(one)) ||
      a - b
    );
  };
  const ORDERS = {
    "": order,
    newest: (a, b) => time(data.facts[b]).localeCompare(time(data.facts[a])) || order(a, b),
    unsure: (a, b) => data.facts[a].confidence - data.facts[b].confidence || order(a, b),
    sources: (a, b) => data.facts[b].sources - data.facts[a].sources || order(a, b),
  };
  const tongues = "DisplayNames" in Intl ? new Intl.DisplayNames(["en"], { type: "language" }) : null;
  function language(tag) {
    const [own, from] = tag.split("-t-");
    if (own === "und" || !tongues) return own === "und" ? "not known" : tag;
    return tongues.of(own) + (from ? `, translated from ${tongues.of(from)}` : "");
  }
  // Rows of a table, the first ones drawn and the rest when asked for.
  function rowed(heads, rows, most = PART) {
    const body = el("tbody", {});
    const cells = (row) => el("tr", {}, ...row.map((cell, i) => el("td", { class: heads[i][1] || null, "data-head": heads[i][0] || null }, cell)));
    body.append(...rows.slice(0, most).map(cells));
    const table = el("table", { class: heads.length > 3 ? "wide" : null }, el("thead", {}, el("tr", {}, ...heads.map(([name, kind]) => el(name ? "th" : "td", { scope: name ? "col" : null, class: kind || null }, name)))), body);
    if (rows.length <= most) return [table];
    const rest = el("button", { type: "button", onclick: () => { body.append(...rows.slice(most).map(cells)); rest.remove(); } }, `Show all ${rows.length.toLocaleString("en")}`);
    return [table, rest];
  }

  // Texts with marks: pieces between the bounds of all marks, so that marks may overlap.
  function marked(text, marks, told) {
    const points = [...text];
    const bounds = new Set([0, points.length]);
    for (const [start, end] of marks) bounds.add(Math.max(0, start)).add(Math.min(points.length, end));
    if (told) bounds.add(Math.max(0, told[0])).add(Math.min(points.length, told[1]));
    const cuts = [...bounds].sort((a, b) => a - b);
    const out = document.createDocumentFragment();
    let frame = null;
    for (let i = 0; i + 1 < cuts.length; i++) {
      const [start, end] = [cuts[i], cuts[i + 1]];
      const piece = points.slice(start, end).join("");
      const over = marks.find(([from, to]) => from <= start && end <= to);
      const node = over ? el("mark", { class: over[2], title: over[3] || words(over[2]) }, piece) : document.createTextNode(plain(piece));
      const inside = told && told[0] <= start && end <= told[1];
      if (inside && !frame) out.append((frame = el("span", { class: "told" })));
      if (!inside) frame = null;
      (frame || out).append(node);
    }
    return out;
  }

  function claimView(at, role, reason) {
    const claim = data.claims[at];
    const passage = claim.passage === null ? null : data.passages[claim.passage];
    const home = passage ? data.documents[passage.document] : null;
    const who = home ? home.publisher || home.title || home.path : "";
    const facts = [claim.value, claim.period ? when(claim.period) : null, claim.modality, claim.by ? `on the word of ${claim.by}` : null, `${percent(claim.confidence)} sure`];
    return el(
      "div", { class: "claim" },
      el("div", { class: "role" }, role ? `${ROLE[role]}: ` : "", who, home && home.published ? `, ${home.published}` : "", reason ? ` (${reason})` : ""),
      el("blockquote", {}, marked(claim.text, claim.marks.map(([name, start, end]) => [start, end, name, words(name)]))),
      el("div", { class: "role" }, facts.filter(Boolean).join(" · "), " ",
        home ? el("a", { href: address(`document/${passage.document}`, { claim: at }) }, "Open in the document") : null),
    );
  }

  function factView(at, withSubject, open) {
    const fact = data.facts[at];
    const alone = [fact.object === fact.value ? null : fact.object, fact.modality === "actual" ? null : fact.modality];
    const what = withSubject ? [named(fact.predicate, fact.qualifier), ...alone] : alone;
    const inside = el("div", { class: "inside" });
    const node = el(
      "details", { class: "fact", id: `fact-${fact.id}`, open: open },
      el("summary", {},
        badge(fact.status),
        el("span", { class: "what" },
          withSubject ? el("b", {}, data.subjects[fact.subject].name) : null, withSubject ? " " : null,
          what.filter(Boolean).join(", "), " ", el("span", { class: "faint" }, when(fact.period))),
        el("span", { class: "value" }, said(fact.value), fact.against.length ? el("span", { class: "against" }, `against ${fact.against.slice(0, 3).join(", ")}`) : null),
        el("span", { class: "sure", title: "probability that the value is right" }, percent(fact.confidence))),
      inside,
    );
    const fill = () => {
      if (inside.hasChildNodes()) return;
      inside.append(el("p", {}, fact.why));
      inside.append(el("p", { class: "faint" },
        `${counted(fact.sources, "independent source", "independent sources")}, ${counted(fact.told, "claim", "claims")} in ` +
        `${counted(fact.documents, "document", "documents")}${fact.exact && fact.exact !== fact.value && fact.unit !== "%" ? `; exactly ${fact.exact} ${said(fact.unit)}` : ""}`,
        withSubject ? " · " : null,
        withSubject ? el("a", { href: ofSubject(fact.subject) }, `All about ${data.subjects[fact.subject].name}`) : null));
      for (const [claim, role, reason] of fact.claims) inside.append(claimView(claim, role, reason));
      if (fact.told > fact.claims.length) inside.append(el("p", {}, el("a", { href: ofFact(at) }, "Its sentences")));
    };
    fillers.set(node, fill);
    node.addEventListener("toggle", () => node.open && fill());
    if (open) fill();
    return node;
  }

  // A long list, drawn in parts.
  function listed(facts, withSubject, headed = withSubject) {
    const box = el("div", {}, headed ? el("div", { class: "heads", "aria-hidden": "true" }, ...["Status", "What", "Value", "Confidence"].map((name) => el("span", {}, name))) : null);
    let next = 0;
    const more = el("button", { type: "button" }, "Show more");
    const draw = () => {
      const part = facts.slice(next, next + (next ? PART : Math.max(PART, left ? left.drawn : 0)));
      next += part.length;
      more.before(...part.map((at) => factView(at, withSubject)));
      if (next >= facts.length) more.remove();
      else more.textContent = `Show more (${(facts.length - next).toLocaleString("en")} left)`;
    };
    more.addEventListener("click", draw);
    box.append(more);
    draw();
    if (next < facts.length && "IntersectionObserver" in window) {
      new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && draw(), { rootMargin: "600px" }).observe(more);
    }
    return box;
  }

  function start() {
    const conflicts = data.facts.map((_, at) => at).filter((at) => data.facts[at].status === "conflicting");
    const total = Object.values(data.counts.facts).reduce((sum, one) => sum + one, 0);
    const tile = (number, name, href) =>
      el("li", {}, el("b", {}, number.toLocaleString("en")), href ? el("a", { href }, name) : el("span", { class: "faint" }, name));
    if (data.start) return ["Report", el("h1", {}, "A part of the report"), el("p", {}, el("a", { href: home("") }, "To the start")), ...subjects()];
    return ["Report",
      el("h1", {}, "What the documents say"),
      el("ul", { class: "counts" },
        tile(data.counts.documents, "documents", "#/documents"), tile(data.counts.claims, "claims"), tile(total, "facts", "#/facts"),
        tile(conflicts.length, "in conflict", address("facts", { status: "conflicting" })), tile(data.counts.rejects, "refused", "#/rejects")),
      el("h2", {}, "What is new"), ...news(),
      el("h2", {}, "Where they contradict each other"),
      conflicts.length ? listed(conflicts.sort(order), true) : el("p", { class: "faint" }, "Nowhere."),
      ...subjects(), ...coverage(),
      ...(data.scores ? [el("h2", {}, "Against what people annotated"), ...summary(), el("p", {}, el("a", { href: "#/scores" }, "All scores and every mistake"))] : [])];
  }

  function news() {
    const found = data.news;
    if (!found) return [el("p", { class: "faint" }, "There are no tables before these to compare with.")];
    const KINDS = ["new", "gone", "edited"];
    const files = KINDS.map((kind) => [kind, found.documents.filter(([, what]) => what === kind)]).filter(([, held]) => held.length);
    const out = files.map(([kind, held]) => el("p", {}, `${counted(held.length, "document", "documents")} ${kind}: `, held.slice(0, 8).map(([path]) => path).join(", "), held.length > 8 ? ", …" : ""));
    if (found.rejects.length) out.push(el("p", {}, `${found.rejects.length.toLocaleString("en")} refused anew: `, found.rejects.slice(0, 3).join("; ")));
    if (!found.facts.length) out.push(el("p", { class: "faint" }, "No fact has changed since the tables before."));
    else {
      const many = (kind) => found.facts.filter((one) => one.kind === kind).length;
      out.push(el("p", { class: "faint" }, `Since the tables before: ${many("new")} facts new, ${many("gone")} gone, ${many("changed")} changed.`));
      const voices = (held, word) => held.map(([source, path, text]) => el("div", { class: "claim" },
        el("div", { class: "role" }, `${word}: ${source}, ${path}`), el("blockquote", {}, text)));
      const view = (one) => el("details", { class: "change" }, el("summary", {}, one.words),
        el("div", { class: "inside" }, one.fact && byId.has(one.fact) ? el("p", {}, el("a", { href: ofFact(byId.get(one.fact)) }, "The fact")) : null,
          ...voices(one.gained, "New"), ...voices(one.lost, "Gone")));
      const most = 6;
      const rest = el("button", { type: "button", onclick: () => { rest.before(...found.facts.slice(most).map(view)); rest.remove(); } }, `Show all ${found.facts.length.toLocaleString("en")}`);
      out.push(...found.facts.slice(0, most).map(view), ...(found.facts.length > most ? [rest] : []));
    }
    return out;
  }

  function subjects() {
    const held = data.subjects.map((_, at) => at).filter((at) => of[at].length);
    const fights = (at) => of[at].filter((one) => data.facts[one].status === "conflicting").length;
    held.sort((a, b) => of[b].length - of[a].length || a - b);
    return [el("h2", {}, "Companies and persons"), ...rowed([["Name"], ["Facts", "number"], ["In conflict", "number"]],
      held.map((at) => [el("a", { href: ofSubject(at) }, data.subjects[at].name), String(of[at].length), String(fights(at) || "")]))];
  }

  const bar = (count, most) => el("span", { class: "bars", "aria-hidden": "true" },
    el("span", { class: "bar", style: `width:${Math.ceil((100 * count) / Math.max(1, most))}%` }));
  const share = (part, whole) => (whole ? percent(part / whole) : "");

  function coverage() {
    const { figures, stated, claims, told, silent } = data.coverage;
    const number = (value) => value.toLocaleString("en");
    const most = Math.max(...data.counts.bands.map(([, count]) => count));
    return [
      el("h2", {}, "How much of the text is used"),
      ...rowed([["Of"], ["All", "number"], ["Used", "number"], ["Share", "number"]], [
        ["figures in the text: amounts, percentages, quantities", number(figures), `${number(stated)} in a claim`, share(stated, figures)],
        ["claims", number(claims), `${number(told)} in a fact`, share(told, claims)],
        ["documents", number(data.counts.documents), silent ? `${number(silent)} with figures and no claim` : "all with figures have a claim", ""]]),
      el("h2", {}, "How sure the facts are"),
      ...rowed([["Confidence"], ["Facts", "number"], [""]],
        data.counts.bands.map(([low, count]) => [`${percent(low)} to ${percent(low + 0.1)}`, number(count), bar(count, most)])),
    ];
  }

  const SCORE = [["What"], ["Precision", "number"], ["Recall", "number"], ["F1", "number"], ["Annotated", "number"], ["Found", "number"], ["Right", "number"]];
  const scored = (rows) => rowed(SCORE, rows.map(([name, ...rest]) => [words(name), ...rest.map((one, i) => (i < 3 ? one.toFixed(3) : one.toLocaleString("en")))]));

  function summary() {
    const { tables, facts, bands, error } = data.scores;
    const all = tables.flatMap(([name, rows]) => (name === "Mentions" || name === "Claims" ? rows.map(([what, ...rest]) => [name === "Claims" ? "claims" : what, ...rest]) : []));
    return [...scored(all),
      ...(facts ? [el("p", {}, `Facts: ${facts.found} of ${facts.core} found, ${facts.status} with the right status, ${facts.sources} with the right number of sources; ` +
        `${facts.split} in pieces, ${facts.false_conflicts} conflicts that are none.`)] : []),
      ...(bands.length ? [el("h3", {}, `How far a confidence can be believed (calibration error ${error.toFixed(3)})`),
        ...rowed([["Confidence"], ["Claims", "number"], ["Said", "number"], ["Right", "number"], [""]], bands.map(([low, claims, right, meant]) =>
          [`${percent(low)} to ${percent(low + 0.1)}`, claims.toLocaleString("en"), percent(meant), percent(right / claims), bar(right, claims)]))] : [])];
  }

  function scoresView(query) {
    const found = data.scores;
    if (!found) return missing();
    const kinds = [...new Set(found.misses.map((one) => one.kind))].sort();
    const field = el("select", { name: "kind" }, el("option", { value: "" }, "any"), ...kinds.map((kind) => el("option", { value: kind, selected: query.get("kind") === kind },
      `${words(kind)} (${found.misses.filter((one) => one.kind === kind).length})`)));
    const form = el("form", { class: "filters", onsubmit: (event) => event.preventDefault() }, el("label", {}, "Mistake", field));
    const place = el("div", {});
    const draw = () => {
      const held = found.misses.filter((one) => !field.value || one.kind === field.value);
      place.replaceChildren(...rowed([["Document"], ["Mistake"], ["Tables say"], ["Annotated"], ["Words"]],
        held.map((one) => [one.document, `${words(one.kind)}: ${words(one.what)}`, one.said, one.wanted, one.text])));
    };
    field.addEventListener("input", () => { history.replaceState(null, "", address("scores", { kind: field.value })); draw(); });
    draw();
    const [all, read, right, dated] = found.documents;
    const [voiced, agreeing] = found.voices;
    const shares = (rows) => rows.map(([name, value]) => `${name} ${percent(value)}`).join(", ");
    return ["Scores", el("h1", {}, "Against what people annotated"),
      el("p", {}, `${read} of ${all} annotated documents read, ${right} with the right language, ${dated} with the right date.`), ...summary(),
      found.parts.length ? el("p", {}, `Of the right claims: ${shares(found.parts)}. In reach of any rule: ${shares(found.reach)}.`) : null,
      voiced ? el("p", {}, `Of ${counted(voiced, "fact", "facts")} that more than one voice tells, ${agreeing.toLocaleString("en")} are contradicted by none.`) : null,
      ...found.tables.filter(([name]) => name !== "Mentions" && name !== "Claims").flatMap(([name, rows]) => [el("h2", {}, name), ...scored(rows)]),
      el("h2", {}, "Every mistake"), form, place].filter(Boolean);
  }

  function subject(id) {
    const at = subjectById.get(id);
    if (at === undefined) return missing();
    if (data.subjects[at].page) { location.replace(ofSubject(at)); return missing(); }
    const one = data.subjects[at];
    const groups = new Map();
    for (const fact of of[at]) {
      const { predicate, qualifier, unit, object } = data.facts[fact];
      const key = JSON.stringify([predicate, qualifier, unit, predicate === "stake" || predicate === "investment" ? object : null]);
      groups.set(key, [...(groups.get(key) || []), fact]);
    }
    const first = (facts) => Math.min(...facts.map((fact) => rank(data.facts[fact])));
    const sorted = [...groups.values()].sort((a, b) => first(a) - first(b) || b.length - a.length || order(a[0], b[0]));
    const forms = new Map(one.names.filter(([text]) => text !== one.name).map(([text, language]) => [text, language]));
    const others = [...forms].map(([text, language]) => el("span", { lang: language }, text));
    const out = [el("h1", {}, one.name),
      el("p", { class: "faint" }, one.kind, others.length ? "; also " : "", ...others.flatMap((name, i) => (i ? [", ", name] : [name])))];
    let plots = 0;
    for (const [i, facts] of sorted.entries()) {
      const { predicate, qualifier, unit } = data.facts[facts[0]];
      const title = named(predicate, qualifier);
      out.push(el("h2", {}, title, unit ? el("span", { class: "faint" }, ` (${unit})`) : null));
      const plot = series(facts, title, plots);
      if (plot) { out.push(plot); plots += 1; }
      out.push(listed([...facts].sort(order), false, i === 0));
    }
    return [one.name, ...out];
  }

  function factPage(id) {
    const at = byId.get(id);
    if (at !== undefined && data.subjects[data.facts[at].subject].page) { location.replace(ofFact(at)); return missing(); }
    return at === undefined ? missing() : [data.subjects[data.facts[at].subject].name, el("h1", {}, "Fact"), factView(at, true, true)];
  }

  // The first and last day of what a fact or claim is about; of a fiscal period whose first day is not known those of the calendar by its name.
  function days(one) {
    if (one.from) return [one.from, one.to || one.from];
    const told = /^FY([0-9]{4})(?:-(Q[1-4]|H[12]))?$/.exec(said(one.period));
    if (!told) return null;
    const months = !told[2] ? 12 : told[2][0] === "Q" ? 3 : 6;
    const last = months * (told[2] ? Number(told[2][1]) : 1);
    return [[last - months, 1], [last, 0]].map(([month, day]) => new Date(Date.UTC(Number(told[1]), month, day)).toISOString().slice(0, 10));
  }

  // The series of one measure: a mark a fact with its interval and period, a small mark a voice. The marks are explained below the first plot.
  function series(facts, title, before) {
    const dated = facts.filter((at) => data.facts[at].x !== null && days(data.facts[at]));
    if (new Set(dated.map((at) => days(data.facts[at])[0])).size < 2) return null;
    const fiscal = dated.filter((at) => !data.facts[at].from).length;
    const left = facts.filter((at) => data.facts[at].x !== null).length - dated.length;
    const box = el("div", { class: "plot" });
    const notes = [
      before ? "" : "Large marks are facts, small ones the claims behind them; a line across is the period, a line up and down what the wording allows. " +
        "The same figures stand in the list below.",
      fiscal ? `Fiscal periods whose first day is not known are drawn as those of the calendar (${counted(fiscal, "figure", "figures")}).` : "",
      left ? `${counted(left, "figure", "figures")} of no known time: in the list alone.` : ""];
    const node = el("figure", { "aria-label": `${title} over time` }, box, notes.some(Boolean) ? el("figcaption", {}, notes.filter(Boolean).join(" ")) : null);
    const draw = () => {
      const style = getComputedStyle(document.documentElement);
      const colour = (name) => style.getPropertyValue(`--${name}`).trim();
      const P = Bokeh.Plotting;
      const plot = P.figure({
        height: 240, sizing_mode: "stretch_width", x_axis_type: "datetime", output_backend: "svg", toolbar_location: null, tools: "",
        background_fill_color: colour("ground"), border_fill_color: colour("ground"), outline_line_color: colour("line"),
      });
      const day = (text) => Date.parse(`${text}T00:00:00Z`);
      const middle = (one) => (day(days(one)[0]) + day(days(one)[1])) / 2;
      // A state holds until the next one: its mark stands where it was told of.
      const place = (one) => middle(one.claims.filter(([, role]) => role === "chosen").map(([claim]) => data.claims[claim]).find(days) || one);
      const claims = dated.flatMap((at) => data.facts[at].claims.map(([claim]) => data.claims[claim]).filter((one) => one.x !== null && days(one)));
      const marks = (held, x, told, look) => plot.scatter({ x: { field: "x" }, y: { field: "y" }, source: new Bokeh.ColumnDataSource({
        data: { x, y: held.map((one) => one.x), told, when: held.map((one) => when(one.period)), value: held.map((one) => said(one.value)) } }), ...look });
      const shown = [marks(claims, claims.map(middle), claims.map(() => "a claim"), { size: 5, color: colour("faint"), alpha: 0.7 })];
      for (const status of RANK) {
        const held = dated.map((at) => data.facts[at]).filter((one) => one.status === status);
        if (!held.length) continue;
        const x = held.map(place);
        const spans = held.map((one) => days(one).map(day));
        plot.segment({ x0: spans.map(([first]) => first), x1: spans.map(([first, last]) => (Math.abs(last - first) < 4e10 ? last : first)), y0: held.map((one) => one.x), y1: held.map((one) => one.x),
          line_color: colour(status), line_width: 2, line_alpha: 0.5 });
        plot.segment({ x0: x, x1: x, y0: held.map((one) => one.low ?? one.x), y1: held.map((one) => one.high ?? one.x), line_color: colour(status) });
        shown.push(marks(held, x, held.map(() => STATUS[status]), { size: 10, color: colour(status), marker: status === "conflicting" ? "diamond" : "circle" }));
      }
      plot.add_tools(new Bokeh.HoverTool({ renderers: shown, tooltips: [["", "@value"], ["", "@when"], ["", "@told"]] }));
      for (const axis of [...plot.axis]) {
        Object.assign(axis, { axis_line_color: colour("faint"), major_tick_line_color: colour("faint"), minor_tick_line_color: null,
          major_label_text_color: colour("ink") });
      }
      for (const grid of [...plot.grid]) grid.grid_line_color = colour("line");
      for (const axis of [...plot.yaxis]) axis.formatter = new Bokeh.NumeralTickFormatter({ format: "0.[00]a" });
      P.show(plot, box);
    };
    if ("IntersectionObserver" in window) {
      const watch = new IntersectionObserver((seen) => { if (seen.some((one) => one.isIntersecting)) { watch.disconnect(); draw(); } });
      watch.observe(box);
    } else draw();
    return node;
  }

  function facts(query) {
    const field = (name, label, options) => el("label", {}, label, el("select", { name },
      el("option", { value: "" }, "any"), ...options.map(([value, text]) => el("option", { value, selected: query.get(name) === value }, text))));
    const predicates = [...new Set(data.facts.map((fact) => fact.predicate))].sort();
    const form = el("form", { class: "filters", onsubmit: (event) => event.preventDefault() },
      field("status", "Status", RANK.map((name) => [name, STATUS[name]])),
      field("predicate", "What", predicates.map((name) => [name, words(name)])),
      field("sure", "Confidence from", ["0.5", "0.6", "0.7", "0.8", "0.9"].map((value) => [value, percent(Number(value))])),
      field("by", "Order", [["newest", "newest first"], ["unsure", "least sure first"], ["sources", "most sources first"]]),
      el("label", {}, "Words", el("input", { name: "words", type: "search", value: query.get("words") || "" })));
    form.elements.by.options[0].textContent = "conflicts first";
    const change = () => history.replaceState(null, "", address("facts", Object.fromEntries(new FormData(form))));
    const place = el("div", {});
    const number = el("p", { role: "status", class: "faint" });
    const draw = () => {
      const { status, predicate, sure, by, words: typed } = Object.fromEntries(new FormData(form));
      const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
      const held = data.facts.map((_, at) => at).filter((at) => {
        const fact = data.facts[at];
        const text = [data.subjects[fact.subject].name, fact.predicate, fact.qualifier, fact.object, fact.value, fact.period].join(" ").toLowerCase();
        return (!status || fact.status === status) && (!predicate || fact.predicate === predicate) && fact.confidence >= Number(sure || 0) &&
          wanted.every((word) => text.includes(word));
      });
      number.textContent = counted(held.length, "fact", "facts");
      place.replaceChildren(held.length ? listed(held.sort(ORDERS[by] || order), true) : "");
    };
    form.addEventListener("input", () => { change(); draw(); });
    draw();
    return ["Facts", el("h1", {}, "Facts"), form, number, place];
  }

  function documents(query) {
    const box = el("input", { name: "words", type: "search", value: query.get("words") || "" });
    const form = el("form", { class: "filters", onsubmit: (event) => event.preventDefault() }, el("label", {}, "Words", box));
    const number = el("p", { role: "status", class: "faint" });
    const place = el("div", {});
    const draw = () => {
      const wanted = box.value.toLowerCase().split(/\s+/).filter(Boolean);
      const held = data.documents.map((one, at) => [one, at]).filter(([one]) => {
        const text = [one.title, one.path, one.publisher, one.published, one.language, language(one.language)].join(" ").toLowerCase();
        return wanted.every((word) => text.includes(word));
      });
      number.textContent = counted(held.length, "document", "documents");
      place.replaceChildren(...rowed([["Document"], ["Published", "short"], ["Language", "tongue"], ["Figures", "number"], ["In a claim", "number"], ["Claims", "number"]],
        held.map(([one, at]) => [
          el("span", {}, el("a", { href: address(`document/${at}`) }, one.title || one.path), one.publisher ? el("span", { class: "faint below" }, one.publisher) : null),
          said(one.published) || (one.before ? `not before ${one.before}` : ""), language(one.language),
          one.figures.toLocaleString("en"), share(one.stated, one.figures), one.claims.toLocaleString("en")])));
    };
    box.addEventListener("input", () => { history.replaceState(null, "", address("documents", { words: box.value })); draw(); });
    draw();
    return ["Documents", el("h1", {}, "Documents"), form, number, place];
  }

  function documentView(at, query) {
    const one = data.documents[at];
    if (!one) return missing();
    const chosen = query.has("claim") ? Number(query.get("claim")) : null;
    const told = chosen !== null && data.claims[chosen] ? data.claims[chosen] : null;
    const terms = [["File", one.path], ["Publisher", one.publisher], ["Address", one.url ? web(one.url) : null],
      ["Published", one.published ? `${one.published}: ${said(one.evidence)}` : one.before ? `unknown, not before ${one.before}` : "unknown"],
      ["Language", `${language(one.language)} (${percent(one.sure)})${Object.entries(one.origin).map(([tag, chance]) => `; translated from ${language(tag)}: ${percent(chance)}`).join("")}`]];
    const body = data.passages.map((passage, i) => [passage, i]).filter(([passage]) => passage.document === at).map(([passage, i]) =>
      el("p", { class: `passage ${passage.kind}`, id: `passage-${i}` },
        marked(passage.text.trimEnd(), passage.mentions, told && told.passage === i ? told.at : null)));
    return [one.title || one.path, el("h1", {}, one.title || one.path),
      el("table", { class: "terms" }, el("tbody", {}, ...terms.filter(([, value]) => value).map(([name, value]) => el("tr", {}, el("th", { scope: "row" }, name), el("td", {}, value))))),
      ...(one.subjects ? [el("h2", {}, "Of whom it speaks"), el("p", {}, ...one.subjects.flatMap((who, i) => [i ? ", " : "", el("a", { href: ofSubject(who) }, data.subjects[who].name)]))]
        : [el("h2", {}, data.whole ? "Text" : "Passages that state a figure"), el("div", { lang: one.language }, ...body)])];
  }

  function rejects() {
    return ["Refused", el("h1", {}, "What could not be read"), ...(data.rejects.length
      ? rowed([["Input"], ["Why"], ["What was found"]], data.rejects.map((one) => [one.path, `${one.stage}: ${words(one.reason)}`, one.detail]))
      : [el("p", { class: "faint" }, "Everything was read.")])];
  }
  const missing = () => ["Not here", el("h1", {}, "There is no such page"), el("p", {}, el("a", { href: "#/" }, "To the start"))];

  function kept(event) {
    const spot = event.target.closest("details.fact");
    const open = [...main.querySelectorAll("details[open]")].map((one) => one.id).filter(Boolean);
    return { open, drawn: main.querySelectorAll("details.fact").length, y: scrollY, spot: spot && spot.id, top: spot ? spot.getBoundingClientRect().top : 0 };
  }

  // Back at a view that was left: what was open is open, and what was clicked stands where it stood.
  function restore() {
    for (const id of left.open) {
      const one = document.getElementById(id);
      if (one && fillers.has(one)) { fillers.get(one)(); one.open = true; }
    }
    const spot = left.spot && document.getElementById(left.spot);
    const { y, top } = left;
    const place = () => {
      if (spot) window.scrollBy(0, spot.getBoundingClientRect().top - top);
      else window.scrollTo(0, y);
    };
    window.scrollTo(0, y);
    place();
    requestAnimationFrame(() => { place(); requestAnimationFrame(place); }); // rows have their height only once they are in sight
    if (spot) spot.querySelector("summary").focus({ preventScroll: true });
  }

  function show() {
    left = history.state;
    const [path, rest] = location.hash.replace(/^#\/?/, "").split("?");
    const [view, id] = path.split("/").map(decodeURIComponent);
    const query = new URLSearchParams(rest || "");
    const views = { "": start, subject: () => subject(id), fact: () => factPage(id), facts: () => facts(query), documents: () => documents(query),
      document: () => documentView(Number(id), query), rejects, scores: () => scoresView(query) };
    const [title, ...content] = Object.hasOwn(views, view) ? views[view]() : missing();
    document.title = plain(`${title} · Awase`);
    main.replaceChildren(...content);
    main.dataset.place = location.hash;
    const told = main.querySelector(".told");
    if (left) restore();
    else if (told) told.scrollIntoView({ block: "center" });
    else window.scrollTo(0, 0);
  }

  const names = new Map();
  data.subjects.forEach((one, at) => {
    for (const name of [one.name, ...one.names.map(([text]) => text)]) if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), at);
  });
  const box = document.getElementById("query");
  box.addEventListener("input", () => {
    const typed = box.value.trim().toLowerCase();
    const found = typed ? [...names.keys()].filter((name) => name.includes(typed)).slice(0, 20) : [];
    document.getElementById("names").replaceChildren(...found.map((name) => el("option", { value: data.subjects[names.get(name)].name }, name)));
  });
  document.getElementById("search").addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = box.value.trim().toLowerCase();
    const at = names.get(typed) ?? [...names].find(([name]) => typed && name.includes(typed))?.[1];
    location.href = at === undefined ? home("facts", { words: box.value.trim() }) : ofSubject(at);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) { event.preventDefault(); box.focus(); }
  });
  history.scrollRestoration = "manual";
  main.addEventListener("click", (event) => { if (event.target.closest("a")) history.replaceState(kept(event), ""); }, true);
  window.addEventListener("hashchange", () => { show(); if (!left) main.focus({ preventScroll: true }); });
  for (const link of document.querySelectorAll("header a")) link.setAttribute("href", elsewhere(data.start) + link.getAttribute("href"));
  if (data.scores) document.querySelector("header nav").append(el("a", { href: "#/scores" }, "Scores"));
  show();
})();
