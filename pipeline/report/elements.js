// What all pages are made of: elements whose texts are set as text, never as markup; the words for a claim's part in a fact.
"use strict";
const ROLE = { chosen: "Chosen", supports: "Supports", conflicts: "Contradicts", superseded: "Superseded", duplicate: "Copy" };

function el(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}
const words = (name) => name.replaceAll("_", " ");
