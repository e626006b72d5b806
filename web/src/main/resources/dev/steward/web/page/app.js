"use strict";

const at = id => document.getElementById(id);
const log = at("log");
const stored = (name, fallback) => localStorage.getItem(name) ?? fallback;
let generation = 0;

function headers() {
  const key = sessionStorage.getItem("key");
  return {"Content-Type": "application/json", ...(key ? {Authorization: `Bearer ${key}`} : {})};
}

async function call(path, options = {}) {
  const response = await fetch(path, {...options, headers: {...headers(), ...options.headers}});
  if (response.ok) return response;
  if (response.status === 401) {
    at("key-field").hidden = false;
    at("key").focus();
  }
  const body = await response.json().catch(() => null);
  throw new Error(body?.error?.message ?? `The server answered ${response.status}`);
}

/** One question and its answer, as it is shown. */
class Shown {
  constructor(asked) {
    at("welcome")?.remove();
    this.root = at("turn").content.cloneNode(true).firstElementChild;
    this.find(".asked").textContent = asked;
    log.append(this.root);
    this.steps = new Map();
    this.find(".stop").addEventListener("click", () => this.stop());
    this.toEnd();
  }

  find(selector) { return this.root.querySelector(selector); }

  toEnd() { log.scrollTop = log.scrollHeight; }

  on(name, data) {
    const near = log.scrollHeight - log.scrollTop - log.clientHeight < 120;
    this.runs(data.task_id);
    if (name === "step_begun") this.begin(data);
    if (name === "step_ended") this.steps.get(data.number)?.setAttribute("class", data.status.toLowerCase());
    if (name === "text") this.find(".text").textContent += data.text;
    if (name === "finished") this.finish(data);
    if (name === "error") this.fail(data.error.message);
    if (near) this.toEnd();
  }

  /** A task that runs and whose id is known can be stopped. */
  runs(id) {
    if (!id || this.id) return;
    this.id = id;
    this.find(".stop").hidden = false;
  }

  async stop() {
    const button = this.find(".stop");
    button.disabled = true;
    button.textContent = "Stopping …";
    try {
      const path = `/v1/tasks/${encodeURIComponent(this.id)}/cancel`;
      const task = await (await call(path, {method: "POST", body: "{}"})).json();
      if (task.status !== "running") this.finish(task);
    } catch {
      button.disabled = false;
      button.textContent = "Stop";
    }
  }

  /** The end of the task as far as one sees: nothing more can be stopped. */
  over() {
    this.find(".stop").hidden = true;
    this.root.querySelectorAll(".steps .running").forEach(step => step.className = "cancelled");
    this.find(".text").removeAttribute("aria-busy");
  }

  begin({number, node, op}) {
    const step = document.createElement("li");
    step.className = "running";
    step.textContent = node === op ? node : `${node}: ${op}`;
    this.find(".steps").append(step);
    this.steps.set(number, step);
    if (node === "work") this.find(".text").textContent = ""; // What was written before a step isn't the answer.
  }

  finish(task) {
    const text = this.find(".text");
    text.textContent = task.result || (task.status === "waiting" ? "Waiting …" : "");
    if (task.status === "waiting") this.runs(task.id);
    else this.over();
    text.removeAttribute("aria-busy");
    this.root.classList.toggle("failed", task.status === "failed");
    const tokens = task.usage.total_tokens ? ` · ${task.usage.total_tokens} tokens` : "";
    this.find(".facts").textContent = [task.agent, task.model, task.task_type, task.status]
      .filter(fact => fact && fact !== "done").filter((fact, i, all) => all.indexOf(fact) === i)
      .join(" · ") + `${task.cost ? ` · $${task.cost}` : " · free"}${tokens}`;
    this.cite(task.sources);
  }

  cite(sources) {
    this.find(".sources ul").replaceChildren();
    if (!sources.length) return;
    this.find(".sources").hidden = false;
    this.find("summary").textContent = sources.length === 1 ? "1 source" : `${sources.length} sources`;
    for (const source of sources) {
      const item = document.createElement("li");
      item.append(source.text, " ");
      if (source.quote && source.quote !== source.text) {
        item.append(Object.assign(document.createElement("q"), {textContent: source.quote}), " ");
      }
      const when = new Date(source.at).toLocaleString(undefined, {dateStyle: "medium", timeStyle: "short"});
      item.append(Object.assign(document.createElement("small"), {textContent: when}));
      this.find(".sources ul").append(item);
    }
  }

  fail(message) {
    this.root.classList.add("failed");
    this.find(".text").textContent = message;
    this.over();
  }
}

/** Hands over server-sent events as they come. */
async function read(response, handle) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const {value, done} = await reader.read();
    if (done) return;
    const frames = (rest + value).split("\n\n");
    rest = frames.pop();
    for (const frame of frames) {
      const name = /^event: (.*)$/m.exec(frame)?.[1];
      const data = /^data: (.*)$/m.exec(frame)?.[1];
      if (name && data) handle(name, JSON.parse(data));
    }
  }
}

function ask(input) {
  const body = {input, user_id: at("user").value.trim(), channel: "web"};
  if (at("agent").value) body.agent = at("agent").value;
  watch(new Shown(input), "/v1/tasks", {method: "POST", body: JSON.stringify(body)});
}

async function watch(shown, path, options = {}) {
  let finished = false;
  try {
    await read(await call(path, {...options, headers: {Accept: "text/event-stream"}}), (name, data) => {
      finished ||= name === "finished" || name === "error";
      shown.on(name, data);
    });
    if (!finished) shown.fail("The connection broke; the task goes on. Reload the page to see its answer.");
  } catch (error) {
    shown.fail(error instanceof TypeError ? "The server can't be reached." : error.message);
  }
}

async function showPast() {
  const mine = ++generation;
  try {
    const user = encodeURIComponent(at("user").value.trim());
    const {data} = await (await call(`/v1/tasks?limit=20&user_id=${user}`)).json();
    if (mine !== generation) return;
    log.querySelectorAll("article").forEach(article => article.remove());
    for (const task of data.reverse()) {
      const shown = new Shown(task.input);
      if (task.status === "running") {
        shown.runs(task.id);
        watch(shown, `/v1/tasks/${encodeURIComponent(task.id)}/events`);
      } else shown.finish(task);
    }
    log.scrollTop = log.scrollHeight;
  } catch (error) {
    if (at("key-field").hidden) new Shown("").fail(error.message);
  }
}

async function showAgents() {
  const {data} = await (await call("/v1/agents")).json();
  for (const agent of data) {
    at("agent").append(Object.assign(new Option(agent.name, agent.name), {title: agent.role}));
  }
}

async function start() {
  await showPast();
  if (at("agent").length === 1) await showAgents().catch(() => {});
}

at("user").value = stored("user", "owner");
at("user").addEventListener("change", () => {
  if (!at("user").reportValidity()) return;
  localStorage.setItem("user", at("user").value.trim());
  showPast();
});
at("key").addEventListener("change", () => {
  sessionStorage.setItem("key", at("key").value);
  start();
});
at("who").addEventListener("submit", event => event.preventDefault());
at("input").addEventListener("keydown", event => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    at("ask").requestSubmit();
  }
});
at("ask").addEventListener("submit", event => {
  event.preventDefault();
  const input = at("input").value.trim();
  if (!input || !at("user").reportValidity()) return;
  at("input").value = "";
  ask(input);
});
start();
