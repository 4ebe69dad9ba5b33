// What all pages are made of: elements whose texts are set as text, never as markup; the words for a claim's part in a fact.
"use strict";
const ROLE = { chosen: "Chosen", supports: "Supports", conflicts: "Contradicts", superseded: "Superseded", duplicate: "Copy" };

// Characters that would turn the writing around, or do anything but show: each becomes a visible mark, so that what follows stays as it is.
const plain = (text) => String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, "\ufffd");

function el(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : key === "href" || key === "value" ? value : plain(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined).map((child) => (child instanceof Node ? child : plain(child))));
  return node;
}
const words = (name) => name.replaceAll("_", " ");
