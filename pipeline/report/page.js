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
  const claimsOf = data.documents.map(() => []);
  data.claims.forEach((claim, at) => {
    if (claim.passage !== null) claimsOf[data.passages[claim.passage].document].push(at);
  });

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
  const order = (a, b) => {
    const [one, other] = [data.facts[a], data.facts[b]];
    return (
      (other.status === "conflicting") - (one.status === "conflicting") ||
      one.predicate.localeCompare(other.predicate) ||
      said(one.qualifier).localeCompare(said(other.qualifier)) ||
      said(other.from).localeCompare(said(one.from)) ||
      a - b
    );
  };

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
      const node = over ? el("mark", { class: over[2], title: over[3] || words(over[2]) }, piece) : document.createTextNode(piece);
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
    const facts = [claim.value, claim.period, claim.modality, claim.by ? `on the word of ${claim.by}` : null, `confidence ${claim.confidence}`];
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
    const what = withSubject ? [words(fact.predicate), fact.qualifier, ...alone] : alone;
    const inside = el("div", { class: "inside" });
    const node = el(
      "details", { class: "fact", id: `fact-${fact.id}`, open: open },
      el("summary", {},
        badge(fact.status),
        el("span", { class: "what" },
          withSubject ? el("b", {}, data.subjects[fact.subject].name) : null, withSubject ? " " : null,
          what.filter(Boolean).join(", "), " ", el("span", { class: "faint" }, fact.period || "no date")),
        el("span", { class: "value" }, said(fact.value)),
        el("span", { class: "sure", title: "probability that the value is right" }, percent(fact.confidence))),
      inside,
    );
    const fill = () => {
      if (inside.hasChildNodes()) return;
      inside.append(el("p", {}, fact.why));
      inside.append(el("p", { class: "faint" },
        `${counted(fact.sources, "independent source", "independent sources")}, ${counted(fact.claims.length, "claim", "claims")} in ` +
        `${counted(fact.documents, "document", "documents")}${fact.exact && fact.exact !== fact.value ? `; exactly ${fact.exact} ${said(fact.unit)}` : ""}`,
        withSubject ? " " : null,
        withSubject ? el("a", { href: address(`subject/${data.subjects[fact.subject].id}`) }, `All about ${data.subjects[fact.subject].name}`) : null));
      for (const [claim, role, reason] of fact.claims) inside.append(claimView(claim, role, reason));
    };
    node.addEventListener("toggle", () => node.open && fill());
    if (open) fill();
    return node;
  }

  // A long list, drawn in parts.
  function listed(facts, withSubject) {
    const box = el("div", {});
    let next = 0;
    const more = el("button", { type: "button" }, "Show more");
    const draw = () => {
      const part = facts.slice(next, next + PART);
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
    const out = [
      el("h1", {}, "What the documents say"),
      el("ul", { class: "counts" },
        tile(data.counts.documents, "documents", "#/documents"), tile(data.counts.claims, "claims"), tile(total, "facts", "#/facts"),
        tile(conflicts.length, "in conflict", address("facts", { status: "conflicting" })), tile(data.counts.rejects, "refused", "#/rejects")),
      el("h2", {}, "Where they contradict each other"),
      conflicts.length ? listed(conflicts.sort(order), true) : el("p", { class: "faint" }, "Nowhere."),
      el("h2", {}, "Companies and persons"),
    ];
    const subjects = data.subjects.map((_, at) => at).filter((at) => of[at].length);
    subjects.sort((a, b) => of[b].length - of[a].length || a - b);
    const rows = el("tbody", {});
    const table = el("table", {}, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Name"), el("th", { scope: "col", class: "number" }, "Facts"),
      el("th", { scope: "col", class: "number" }, "In conflict"))), rows);
    const row = (at) => el("tr", {}, el("td", {}, el("a", { href: address(`subject/${data.subjects[at].id}`) }, data.subjects[at].name)),
      el("td", { class: "number" }, String(of[at].length)),
      el("td", { class: "number" }, String(of[at].filter((one) => data.facts[one].status === "conflicting").length)));
    rows.append(...subjects.slice(0, PART).map(row));
    out.push(table);
    if (subjects.length > PART) {
      const rest = el("button", { type: "button", onclick: () => { rows.append(...subjects.slice(PART).map(row)); rest.remove(); } },
        `Show all ${subjects.length.toLocaleString("en")}`);
      out.push(rest);
    }
    const most = Math.max(1, ...data.counts.bands.map(([, count]) => count));
    out.push(el("h2", {}, "How sure the facts are"),
      el("table", {}, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Confidence"), el("th", { scope: "col", class: "number" }, "Facts"), el("td", {}))),
        el("tbody", {}, ...data.counts.bands.map(([low, count]) => el("tr", {}, el("td", {}, `${percent(low)} to ${percent(low + 0.1)}`),
          el("td", { class: "number" }, count.toLocaleString("en")),
          el("td", { "aria-hidden": "true" }, el("span", { class: "bar", style: `width:${Math.ceil((240 * count) / most)}px` })))))));
    if (data.scores.length) out.push(el("h2", {}, "Against what people annotated"), el("pre", { tabindex: "0" }, data.scores.join("\n")));
    return ["Report", ...out];
  }

  function subject(id) {
    const at = subjectById.get(id);
    if (at === undefined) return missing();
    const one = data.subjects[at];
    const groups = new Map();
    for (const fact of of[at]) {
      const { predicate, qualifier, unit, object } = data.facts[fact];
      const key = JSON.stringify([predicate, qualifier, unit, predicate === "stake" || predicate === "investment" ? object : null]);
      groups.set(key, [...(groups.get(key) || []), fact]);
    }
    const rank = (facts) => Math.min(...facts.map((fact) => RANK.indexOf(data.facts[fact].status) === 0 ? 0 : 1));
    const sorted = [...groups.values()].sort((a, b) => rank(a) - rank(b) || b.length - a.length || order(a[0], b[0]));
    const forms = new Map(one.names.filter(([text]) => text !== one.name).map(([text, language]) => [text, language]));
    const others = [...forms].map(([text, language]) => el("span", { lang: language }, text));
    const out = [el("h1", {}, one.name),
      el("p", { class: "faint" }, one.kind, others.length ? "; also " : "", ...others.flatMap((name, i) => (i ? [", ", name] : [name])))];
    for (const facts of sorted) {
      const { predicate, qualifier, unit } = data.facts[facts[0]];
      const title = [words(predicate), qualifier].filter(Boolean).join(": ");
      out.push(el("h2", {}, title, unit ? el("span", { class: "faint" }, ` (${unit})`) : null));
      const plot = series(facts, title);
      if (plot) out.push(plot);
      out.push(listed([...facts].sort(order), false));
    }
    return [one.name, ...out];
  }

  function factPage(id) {
    const at = byId.get(id);
    return at === undefined ? missing() : [data.subjects[data.facts[at].subject].name, el("h1", {}, "Fact"), factView(at, true, true)];
  }

  // The series of one measure: a mark a fact with its interval and period, a small mark a voice.
  function series(facts, title) {
    const dated = facts.filter((at) => data.facts[at].x !== null && data.facts[at].from);
    if (new Set(dated.map((at) => data.facts[at].from)).size < 2) return null;
    const box = el("div", { class: "plot" });
    const node = el("figure", { "aria-label": `${title} over time` }, box,
      el("figcaption", {}, "Large marks are facts, small ones the claims behind them; a line across is the period, a line up and down what the wording allows. " +
        "The same figures stand in the list below."));
    const draw = () => {
      const style = getComputedStyle(document.documentElement);
      const colour = (name) => style.getPropertyValue(`--${name}`).trim();
      const P = Bokeh.Plotting;
      const plot = P.figure({
        height: 240, sizing_mode: "stretch_width", x_axis_type: "datetime", output_backend: "svg", toolbar_location: null, tools: "hover",
        background_fill_color: colour("ground"), border_fill_color: colour("ground"), outline_line_color: colour("line"),
      });
      const day = (text) => Date.parse(`${text}T00:00:00Z`);
      const middle = (one) => (day(one.from) + day(one.to || one.from)) / 2;
      // A state holds until the next one: its mark stands where it was told of.
      const place = (one) => middle(one.claims.filter(([, role]) => role === "chosen").map(([claim]) => data.claims[claim]).find((claim) => claim.from) || one);
      const claims = dated.flatMap((at) => data.facts[at].claims.map(([claim]) => data.claims[claim]).filter((one) => one.x !== null && one.from));
      plot.scatter({ x: claims.map(middle), y: claims.map((one) => one.x), size: 5, color: colour("faint"), alpha: 0.7 });
      for (const status of RANK) {
        const held = dated.map((at) => data.facts[at]).filter((one) => one.status === status);
        if (!held.length) continue;
        const x = held.map(place);
        const ends = held.map((one) => (one.to && Math.abs(day(one.to) - day(one.from)) < 4e10 ? one.to : one.from));
        plot.segment({ x0: held.map((one) => day(one.from)), x1: ends.map(day), y0: held.map((one) => one.x), y1: held.map((one) => one.x),
          line_color: colour(status), line_width: 2, line_alpha: 0.5 });
        plot.segment({ x0: x, x1: x, y0: held.map((one) => one.low ?? one.x), y1: held.map((one) => one.high ?? one.x), line_color: colour(status) });
        plot.scatter({ x, y: held.map((one) => one.x), size: 10, color: colour(status), marker: status === "conflicting" ? "diamond" : "circle" });
      }
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
      el("label", {}, "Words", el("input", { name: "words", type: "search", value: query.get("words") || "" })));
    const change = () => history.replaceState(null, "", address("facts", Object.fromEntries(new FormData(form))));
    const place = el("div", {});
    const number = el("p", { role: "status", class: "faint" });
    const draw = () => {
      const { status, predicate, sure, words: typed } = Object.fromEntries(new FormData(form));
      const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
      const held = data.facts.map((_, at) => at).filter((at) => {
        const fact = data.facts[at];
        const text = [data.subjects[fact.subject].name, fact.predicate, fact.qualifier, fact.object, fact.value, fact.period].join(" ").toLowerCase();
        return (!status || fact.status === status) && (!predicate || fact.predicate === predicate) && fact.confidence >= Number(sure || 0) &&
          wanted.every((word) => text.includes(word));
      });
      number.textContent = counted(held.length, "fact", "facts");
      place.replaceChildren(held.length ? listed(held.sort(order), true) : "");
    };
    form.addEventListener("input", () => { change(); draw(); });
    draw();
    return ["Facts", el("h1", {}, "Facts"), form, number, place];
  }

  function documents() {
    const head = ["Document", "Published", "Language", "Claims"].map((name, i) => el("th", { scope: "col", class: i === 3 ? "number" : null }, name));
    const rows = data.documents.map((one, at) => el("tr", {},
      el("td", {}, el("a", { href: address(`document/${at}`) }, one.title || one.path), one.publisher ? el("div", { class: "faint" }, one.publisher) : null),
      el("td", {}, said(one.published) || (one.before ? `not before ${one.before}` : "")), el("td", {}, one.language),
      el("td", { class: "number" }, String(claimsOf[at].length))));
    return ["Documents", el("h1", {}, "Documents"), el("table", {}, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...rows))];
  }

  function documentView(at, query) {
    const one = data.documents[at];
    if (!one) return missing();
    const chosen = query.has("claim") ? Number(query.get("claim")) : null;
    const told = chosen !== null && data.claims[chosen] ? data.claims[chosen] : null;
    const terms = [["File", one.path], ["Publisher", one.publisher], ["Address", one.url ? web(one.url) : null],
      ["Published", one.published ? `${one.published}: ${said(one.evidence)}` : one.before ? `unknown, not before ${one.before}` : "unknown"],
      ["Language", `${one.language} (${percent(one.sure)})${Object.entries(one.origin).map(([tag, chance]) => `; translated from ${tag}: ${percent(chance)}`).join("")}`]];
    const body = data.passages.map((passage, i) => [passage, i]).filter(([passage]) => passage.document === at).map(([passage, i]) =>
      el("p", { class: `passage ${passage.kind}`, id: `passage-${i}` },
        marked(passage.text.trimEnd(), passage.mentions, told && told.passage === i ? told.at : null)));
    return [one.title || one.path, el("h1", {}, one.title || one.path),
      el("table", {}, el("tbody", {}, ...terms.filter(([, value]) => value).map(([name, value]) => el("tr", {}, el("th", { scope: "row" }, name), el("td", {}, value))))),
      el("h2", {}, data.whole ? "Text" : "Passages that state a figure"), el("div", { lang: one.language }, ...body)];
  }

  function rejects() {
    const rows = data.rejects.map((one) => el("tr", {}, el("td", {}, one.path), el("td", {}, `${one.stage}: ${one.reason}`), el("td", {}, one.detail)));
    return ["Refused", el("h1", {}, "What could not be read"), rows.length
      ? el("table", {}, el("thead", {}, el("tr", {}, ...["Input", "Why", "What was found"].map((name) => el("th", { scope: "col" }, name)))), el("tbody", {}, ...rows))
      : el("p", { class: "faint" }, "Everything was read.")];
  }
  const missing = () => ["Not here", el("h1", {}, "There is no such page"), el("p", {}, el("a", { href: "#/" }, "To the start"))];

  function show() {
    const [path, rest] = location.hash.replace(/^#\/?/, "").split("?");
    const [view, id] = path.split("/").map(decodeURIComponent);
    const query = new URLSearchParams(rest || "");
    const views = { "": start, subject: () => subject(id), fact: () => factPage(id), facts: () => facts(query), documents, document: () => documentView(Number(id), query), rejects };
    const [title, ...content] = Object.hasOwn(views, view) ? views[view]() : missing();
    document.title = `${title} · Awase`;
    main.replaceChildren(...content);
    main.dataset.place = location.hash;
    const told = main.querySelector(".told");
    if (told) told.scrollIntoView({ block: "center" });
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
    location.hash = at === undefined ? address("facts", { words: box.value.trim() }) : address(`subject/${data.subjects[at].id}`);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) { event.preventDefault(); box.focus(); }
  });
  window.addEventListener("hashchange", () => { show(); main.focus({ preventScroll: true }); });
  show();
})();
