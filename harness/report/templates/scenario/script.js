"use strict";
const calls = JSON.parse(document.getElementById("call-data").textContent);
const filters = document.querySelector(".filters");
const body = document.querySelector(".calls tbody");
const more = document.querySelector(".more");
const PAGE = 200;
let limit = PAGE;

function cell(row, text) {
  row.insertCell().textContent = text;
}

function wanted() {
  const text = filters.text.value.trim().toLowerCase();
  return calls.filter((call) =>
    (!filters.service.value || call.service === filters.service.value) &&
    (!filters.who.value || call.who === filters.who.value) &&
    (!filters.errors.checked || call.bad) &&
    (!text || [call.who, call.service, call.operation, call.what, call.error, call.behaviour].join(" ").toLowerCase().includes(text)));
}

function show() {
  const found = wanted();
  body.replaceChildren();
  for (const call of found.slice(0, limit)) {
    const row = body.insertRow();
    row.className = call.bad ? "failed" : "";
    cell(row, call.t);
    cell(row, call.who);
    cell(row, `${call.service} ${call.operation}`);
    cell(row, call.what);
    cell(row, [call.bad ? "✗" : "✓", call.status, call.error, call.behaviour && `behaviour ${call.behaviour}`].filter(Boolean).join(" "));
    cell(row, call.ms.toLocaleString("en"));
  }
  const shown = Math.min(limit, found.length);
  filters.querySelector("output").textContent = `${shown.toLocaleString("en")} of ${found.length.toLocaleString("en")} shown`;
  more.hidden = shown === found.length;
}

for (const who of [...new Set(calls.map((call) => call.who))].sort()) {
  filters.who.add(new Option(who, who));
}
filters.addEventListener("input", () => { limit = PAGE; show(); });
filters.addEventListener("submit", (event) => event.preventDefault());
more.addEventListener("click", () => { limit += 5 * PAGE; show(); });
filters.hidden = false;
show();
