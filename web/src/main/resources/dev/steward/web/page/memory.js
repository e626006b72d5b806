"use strict";

const at = id => document.getElementById(id);
const PAGE = 30;
const when = text => new Date(text).toLocaleString(undefined, {dateStyle: "medium", timeStyle: "short"});
let generation = 0;
let last = "";

async function call(path, body) {
  const key = sessionStorage.getItem("key");
  const response = await fetch(`/v1/memory/${path}`, {
    method: body ? "POST" : "GET",
    headers: {"Content-Type": "application/json", ...(key ? {Authorization: `Bearer ${key}`} : {})},
    ...(body ? {body: JSON.stringify(body)} : {})
  });
  if (response.ok) return response.json();
  if (response.status === 401) {
    at("key-field").hidden = false;
    at("key").focus();
  }
  const said = await response.json().catch(() => null);
  throw new Error(said?.error?.message ?? `The server answered ${response.status}`);
}

/** Does something; what goes wrong is shown. */
async function attempt(action) {
  at("trouble").hidden = true;
  try {
    await action();
  } catch (error) {
    at("trouble").textContent = error instanceof TypeError ? "The server can't be reached." : error.message;
    at("trouble").hidden = false;
  }
}

const user = () => at("user").value.trim();
const fact = id => `facts/${encodeURIComponent(id)}`;

/** The user's memories of every session, and everybody's. */
function selection() {
  const own = {field: "user_id", eq: user()};
  const everybodys = {field: "layer", eq: "organisation"};
  const filters = [{or: [own, everybodys]}];
  if (at("layer").value) filters.push({field: "layer", eq: at("layer").value});
  const standing = at("standing").value;
  const types = standing === "active" ? ["fact", "message"] : ["fact"]; // Messages have no standing.
  return {reach: "tenant", types, standings: [standing], filter: {and: filters}};
}

async function load(more) {
  const mine = ++generation;
  if (!more) last = "";
  const query = at("query").value.trim();
  const {data} = await (query
    ? call("search", {...selection(), query, limit: PAGE})
    : call("list", {...selection(), before: last, limit: PAGE}));
  if (mine !== generation) return;
  if (!more) at("found").replaceChildren();
  data.forEach(show);
  last = data.at(-1)?.id ?? last;
  at("more").hidden = Boolean(query) || data.length < PAGE;
  if (!at("found").childElementCount) {
    at("found").append(Object.assign(document.createElement("li"),
      {className: "none", textContent: query ? "Nothing is known about that." : "There is nothing of that kind."}));
  }
}

function show(memory) {
  const item = at("entry").content.cloneNode(true).firstElementChild;
  const find = selector => item.querySelector(selector);
  find(".text").textContent = memory.text;
  if (memory.quote && memory.quote !== memory.text) {
    find(".quote").textContent = memory.quote;
    find(".quote").hidden = false;
  }
  find(".facts").textContent = about(memory).join(" · ");
  if (memory.components) find(".facts").title = Object.entries(memory.components)
    .map(([name, part]) => `${name} ${part.toFixed(3)}`).join("\n");
  for (const [name, action] of doings(memory, item)) {
    const button = Object.assign(document.createElement("button"), {type: "button", className: "plain", textContent: name});
    button.addEventListener("click", () => attempt(action));
    find(".doing").append(button);
  }
  at("found").append(item);
}

function about(memory) {
  const whose = memory.layer === "organisation" ? "everybody's" : memory.layer === "session" ? "session" : "";
  return [
    memory.score === undefined ? "" : memory.score.toFixed(3),
    memory.type === "message" ? `message of ${memory.speaker || memory.role}` : memory.kind,
    whose,
    memory.standing === "active" ? "" : memory.standing,
    memory.pinned ? "pinned" : "",
    memory.proofs > 1 ? `said ${memory.proofs} times` : "",
    memory.author,
    when(memory.at),
    memory.valid_to ? `until ${when(memory.valid_to)}` : ""
  ].filter(Boolean);
}

function doings(memory, item) {
  if (memory.type === "message") return [["Forget", () => forget(memory)]];
  const decide = decision => async () => {
    await call(`${fact(memory.id)}/decide`, {decision, by: user()});
    await load();
  };
  const fitting = {
    active: [[memory.pinned ? "Unpin" : "Pin", decide(memory.pinned ? "unpin" : "pin")], ["Hold back", decide("quarantine")]],
    quarantined: [["Release", decide("restore")]],
    proposed: [["Approve", decide("approve")]],
    superseded: [["Restore", decide("restore")]]
  };
  return [["History", () => history(memory, item)], ...fitting[memory.standing], ["Forget", () => forget(memory)]];
}

async function history(memory, item) {
  const list = item.querySelector(".history");
  list.hidden = !list.hidden;
  if (list.hidden) return;
  const {data} = await call(`${fact(memory.id)}/history`);
  list.replaceChildren(...data.map(revision => {
    const line = document.createElement("li");
    line.append(Object.assign(document.createElement("small"),
      {textContent: `${when(revision.at)} · ${revision.event}${revision.by ? ` by ${revision.by}` : ""}`}));
    line.append(Object.assign(document.createElement("p"), {textContent: revision.fact.text}));
    return line;
  }));
}

/** Shows what would go, and asks. */
async function forget(memory) {
  const target = {ids: [memory.id], by: user()};
  const planned = await call("forget", {...target, dry_run: true});
  const dialog = at("forgetting");
  dialog.querySelector("ul").replaceChildren(...[...planned.facts, ...planned.messages]
    .map(each => Object.assign(document.createElement("li"), {textContent: `${each.type}: ${each.text}`})));
  dialog.returnValue = "";
  dialog.onclose = () => {
    if (dialog.returnValue === "forget") attempt(async () => {
      await call("forget", target);
      await load();
    });
  };
  dialog.showModal();
}

at("user").value = localStorage.getItem("user") ?? "owner";
at("user").addEventListener("change", () => {
  if (!at("user").reportValidity()) return;
  localStorage.setItem("user", user());
  attempt(() => load());
});
at("key").addEventListener("change", () => {
  sessionStorage.setItem("key", at("key").value);
  attempt(() => load());
});
for (const form of ["who", "choice"]) at(form).addEventListener("submit", event => event.preventDefault());
for (const choice of ["layer", "standing"]) at(choice).addEventListener("change", () => attempt(() => load()));
let typing;
at("query").addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => attempt(() => load()), 250);
});
at("more").addEventListener("click", () => attempt(() => load(true)));
attempt(() => load());
