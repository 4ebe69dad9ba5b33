// The page of the review. In: the queue, as JSON. Out: answers. Every text is set as text, never as markup.
"use strict";
(() => {
  const main = document.getElementById("main");
  // Key, verdict, name, what it is about (how many claims, or both names), what it means.
  const ANSWERS = {
    fact: [
      ["a", "accept", "Right", 1, "what this claim says is right"],
      ["x", "reject", "Wrong", 1, "this claim shall not count"],
      ["v", "correct", "Another value", 1, "this claim should have another value"],
      ["s", "same_slot", "Same question", 2, "both claims answer one question"],
      ["d", "not_same_slot", "Different questions", 2, "the claims answer two questions"],
    ],
    names: [
      ["s", "same_name", "The same", 0, "both names are of one"],
      ["d", "not_same_name", "Not the same", 0, "the names are of two"],
    ],
  };
  let queue = null;
  let skipped = new Set();
  let busy = false;

  function marked(claim) {
    const points = [...claim.text];
    const out = document.createDocumentFragment();
    let at = 0;
    for (const [role, start, end] of claim.marks) {
      if (start < at) continue;
      out.append(plain(points.slice(at, start).join("")), el("mark", { title: words(role) }, points.slice(start, end).join("")));
      at = end;
    }
    out.append(plain(points.slice(at).join("")));
    return out;
  }

  const left = () => queue.questions.filter((one) => !skipped.has(one.id));
  const chosen = () => [...main.querySelectorAll("input[name=claim]:checked")].map((box) => box.value);

  function claimView(claim, number) {
    const said = [claim.value, claim.period, claim.modality, claim.by ? `on the word of ${claim.by}` : null].filter(Boolean).join(" · ");
    const home = [claim.home.publisher || claim.home.title, claim.home.path, claim.home.published].filter(Boolean).join(", ");
    return el("div", { class: "claim" },
      el("label", {}, el("input", { type: "checkbox", name: "claim", value: claim.id, checked: number === 1 }), ` ${number}. ${ROLE[claim.role]}: ${said}`),
      el("blockquote", {}, marked(claim)),
      el("div", { class: "role" }, `${home} (${claim.reason})`));
  }

  function factView(fact) {
    const title = [fact.predicate === "metric" ? fact.qualifier : words(fact.predicate), fact.predicate === "metric" ? null : fact.qualifier, fact.object === fact.value ? null : fact.object, fact.period].filter(Boolean).join(", ");
    return [
      el("h1", { "data-question": fact.id }, fact.name),
      el("p", {}, el("b", {}, `${title}: ${fact.value === null ? "" : fact.value}`), " ", el("span", { class: `status ${fact.status}` }, words(fact.status)),
        ` ${Math.round(100 * fact.confidence)} %`),
      el("p", { class: "faint" }, fact.why),
      controls(fact),
      el("div", { class: "sides" }, ...fact.claims.map((claim, i) => claimView(claim, i + 1))),
    ];
  }

  function namesView(pair) {
    const side = (one) => el("div", { class: "claim" },
      el("h2", {}, one.name),
      one.forms.length ? el("p", { class: "faint" }, `also ${one.forms.join(", ")}`) : null,
      el("p", { class: "faint" }, `${one.claims} ${one.claims === 1 ? "claim" : "claims"}`),
      ...one.said.flatMap(([path, text]) => [el("blockquote", {}, text), el("div", { class: "role" }, path)]));
    return [el("h1", { "data-question": pair.id }, `Is this one ${pair.kind}?`), controls(pair), el("div", { class: "sides" }, ...pair.sides.map(side))];
  }

  function progress() {
    const total = queue.done + queue.left;
    const agreed = queue.agreement;
    document.getElementById("progress").textContent = plain([
      `${queue.done} of ${total} settled, ${queue.answers} now, as ${queue.by}`,
      agreed ? `${agreed.people.join(" and ")} answered ${agreed.questions} alike in ${agreed.same}` + (agreed.alpha === null ? "" : ` (alpha ${agreed.alpha.toFixed(2)})`) : null,
      queue.divided.length ? `${queue.divided.length} on which people are divided` : null,
    ].filter(Boolean).join(" · "));
    const bar = document.getElementById("done");
    bar.max = Math.max(1, total);
    bar.value = queue.done;
  }

  function show() {
    const open = left();
    progress();
    if (!open.length) {
      main.replaceChildren(el("h1", {}, "Nothing is left to ask"), el("p", {}, "Run the extraction again to see what your answers change."), controls(null));
      return;
    }
    main.replaceChildren(...(open[0].asks === "names" ? namesView : factView)(open[0]));
  }

  function controls(asked) {
    const button = (key, name, act, title) => el("button", { type: "button", onclick: act, title, "data-key": key }, `${name} (${key})`);
    const given = (asked ? ANSWERS[asked.asks] : []).filter(([, verdict]) => verdict !== "correct" || asked.answer !== "object");
    return el("div", {},
      el("div", { class: "filters" },
        ...given.map(([key, verdict, name, , title]) => button(key, name, () => answer(asked, verdict), title)),
        asked ? button("n", "Skip", () => { skipped.add(asked.id); show(); }, "ask about another") : null,
        queue.answers ? button("u", "Undo", () => send("undo", {}), "take the last answer back") : null),
      asked ? el("div", { class: "filters" },
        given.some(([, verdict]) => verdict === "correct") ? el("label", {}, "Its value", el("input", { id: "value", size: "20", placeholder: asked.unit ? `in ${asked.unit}` : "",
          onkeydown: (event) => event.key === "Enter" && answer(asked, "correct") })) : null,
        el("label", {}, "Reason", el("input", { id: "note", size: "36" }))) : null);
  }

  function answer(asked, verdict) {
    const note = document.getElementById("note").value;
    const wanted = ANSWERS[asked.asks].find((one) => one[1] === verdict)[3];
    if (!wanted) {
      send("answer", { verdict, names: asked.sides.map((side) => side.name), note });
      return;
    }
    const claims = chosen();
    if (claims.length !== wanted) {
      failed(wanted === 1 ? "Choose the one claim that you judge (keys 1 to 9)." : "Choose the two claims that you compare (keys 1 to 9).");
      return;
    }
    const value = verdict === "correct" ? document.getElementById("value").value : undefined;
    if (verdict === "correct" && !value.trim()) {
      document.getElementById("value").focus();
      failed("Write the value that the claim should have, then Enter.");
      return;
    }
    send("answer", { verdict, claims, value, note });
  }
  const failed = (text) => (document.getElementById("error").textContent = text);

  async function send(path, body) {
    if (busy) return;
    busy = true;
    try {
      const options = body ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) } : {};
      const reply = await fetch(path, options);
      const said = await reply.json();
      if (!reply.ok) throw new Error(said.error);
      queue = said;
      failed("");
      show();
      if (body) main.focus({ preventScroll: true });
    } catch (error) {
      failed(String(error.message || error));
    } finally {
      busy = false;
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (event.target.tagName === "INPUT" && event.target.type !== "checkbox")) return;
    const boxes = main.querySelectorAll("input[name=claim]");
    const button = main.querySelector(`button[data-key="${CSS.escape(event.key)}"]`);
    if (/^[1-9]$/.test(event.key) && boxes[event.key - 1]) boxes[event.key - 1].checked = !boxes[event.key - 1].checked;
    else if (button) button.click();
    else return;
    event.preventDefault();
  });
  send("queue");
})();
