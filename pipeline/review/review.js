// The page of the review. In: the queue, as JSON. Out: answers. Every text is set as text, never as markup.
"use strict";
(() => {
  const main = document.getElementById("main");
  const ANSWERS = [
    ["a", "accept", "Right", 1, "what this claim says is right"],
    ["x", "reject", "Wrong", 1, "this claim shall not count"],
    ["s", "same_slot", "Same question", 2, "both claims answer one question"],
    ["d", "not_same_slot", "Different questions", 2, "the claims answer two questions"],
  ];
  let queue = null;
  let skipped = new Set();
  let busy = false;


  function marked(claim) {
    const points = [...claim.text];
    const out = document.createDocumentFragment();
    let at = 0;
    for (const [role, start, end] of claim.marks) {
      if (start < at) continue;
      out.append(points.slice(at, start).join(""), el("mark", { title: words(role) }, points.slice(start, end).join("")));
      at = end;
    }
    out.append(points.slice(at).join(""));
    return out;
  }

  const left = () => queue.facts.filter((fact) => !skipped.has(fact.id));
  const chosen = () => [...main.querySelectorAll("input[name=claim]:checked")].map((box) => box.value);

  function claimView(claim, number) {
    const said = [claim.value, claim.period, claim.modality, claim.by ? `on the word of ${claim.by}` : null].filter(Boolean).join(" · ");
    const home = [claim.home.publisher || claim.home.title, claim.home.path, claim.home.published].filter(Boolean).join(", ");
    return el("div", { class: "claim" },
      el("label", {}, el("input", { type: "checkbox", name: "claim", value: claim.id, checked: number === 1 }), ` ${number}. ${ROLE[claim.role]}: ${said}`),
      el("blockquote", {}, marked(claim)),
      el("div", { class: "role" }, `${home} (${claim.reason})`));
  }

  function show() {
    const facts = left();
    document.getElementById("progress").textContent = `${queue.answers} answered, ${queue.left - skipped.size} to go, as ${queue.by}`;
    if (!facts.length) {
      main.replaceChildren(el("h1", {}, "Nothing is left to ask"), el("p", {}, "Run the extraction again to see what your answers change."), controls(null));
      return;
    }
    const fact = facts[0];
    const title = [words(fact.predicate), fact.qualifier, fact.object === fact.value ? null : fact.object, fact.period].filter(Boolean).join(", ");
    main.replaceChildren(
      el("h1", { "data-fact": fact.id }, fact.name),
      el("p", {}, el("b", {}, `${title}: ${fact.value === null ? "" : fact.value}`), " ", el("span", { class: `status ${fact.status}` }, words(fact.status)),
        ` ${Math.round(100 * fact.confidence)} %`),
      el("p", { class: "faint" }, fact.why),
      controls(fact),
      ...fact.claims.map((claim, i) => claimView(claim, i + 1)),
    );
  }

  function controls(fact) {
    const button = (key, name, act, title) => el("button", { type: "button", onclick: act, title, "data-key": key }, `${name} (${key})`);
    return el("div", {},
      el("div", { class: "filters" },
        ...(fact ? ANSWERS.map(([key, verdict, name, , title]) => button(key, name, () => answer(verdict), title)) : []),
        fact ? button("n", "Skip", () => { skipped.add(fact.id); show(); }, "ask about another fact") : null,
        queue.answers ? button("u", "Undo", () => send("undo", {}), "take the last answer back") : null),
      fact ? el("label", { class: "faint" }, "Reason ", el("input", { id: "note", size: "50" })) : null);
  }

  function answer(verdict) {
    const wanted = ANSWERS.find((one) => one[1] === verdict)[3];
    const claims = chosen();
    if (claims.length !== wanted) {
      failed(wanted === 1 ? "Choose the one claim that you judge (keys 1 to 9)." : "Choose the two claims that you compare (keys 1 to 9).");
      return;
    }
    send("answer", { verdict, claims, note: document.getElementById("note").value });
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
