// Calls every method of Mem0's own client against the server at STEWARD_URL, checks what comes back,
// and prints as JSON which methods the client has, which were tried and which failed, and why.
import assert from "node:assert/strict";
import {createRequire} from "node:module";
import {createServer} from "node:http";
import {once} from "node:events";

const require = createRequire(process.env.PEERS + "/");
const {MemoryClient, MemoryNotFoundError, ValidationError, AuthenticationError, WebhookEvent} =
  require("mem0ai");

const host = process.env.STEWARD_URL;
const client = new MemoryClient({apiKey: process.env.STEWARD_KEY, host});
const say = (...texts) => texts.map(content => ({role: "user", content}));
const keep = async (userId, ...texts) =>
  (await client.add(say(...texts), {userId, infer: false})).results.map(each => each.id);
const ids = found => found.results.map(each => each.id).sort();
const all = async filters => client.getAll({filters});

/** Waits until what was added has become memories, by the event that the client was told of. */
async function extracted(eventId) {
  for (let i = 0; i < 400; i++) {
    const event = await (await fetch(`${host}/v1/event/${eventId}/`, {headers: client.headers})).json();
    if (["SUCCEEDED", "FAILED"].includes(event.status)) return event;
    await new Promise(resolve => setTimeout(resolve, 25));
  }
  throw new Error(`The event ${eventId} does not end`);
}

const calls = {
  async ping() {
    await client.ping();
    assert.ok(client.organizationId);
    assert.ok(client.projectId);
    const stranger = new MemoryClient({apiKey: "m0-somebody-else", host});
    if (process.env.STEWARD_KEY_IS_CHECKED) {
      await assert.rejects(stranger.ping(), AuthenticationError);
    } else {
      await stranger.ping();
    }
  },

  async add() {
    const verbatim = await client.add(
      [
        {role: "system", content: "You are a waiter"},
        {role: "user", content: "My table is number seven"},
        {role: "assistant", content: "The soup of the day is pumpkin"},
      ],
      {userId: "add-1", agentId: "waiter", appId: "diner", runId: "evening", infer: false,
        metadata: {tableNo: 7, "snake_case": {deepKey: [1, "two"]}}, expirationDate: "2099-12-30"});
    assert.equal(verbatim.results.length, 2);
    assert.deepEqual(verbatim.results.map(each => each.event), ["ADD", "ADD"]);
    assert.deepEqual(verbatim.results.map(each => each.data.memory),
      ["My table is number seven", "The soup of the day is pumpkin"]);
    const first = await client.get(verbatim.results[0].id);
    assert.equal(first.memory, "My table is number seven");
    assert.deepEqual([first.userId, first.agentId, first.appId, first.runId],
      ["add-1", "waiter", "diner", "evening"]);
    assert.deepEqual(first.metadata, {tableNo: 7, "snake_case": {deepKey: [1, "two"]}});
    assert.equal(first.expirationDate, "2099-12-30");

    const event = await extracted(verbatim.eventId);
    assert.equal(event.status, "SUCCEEDED");
    assert.deepEqual(event.results.map(each => each.id), verbatim.results.map(each => each.id));

    const inferred = await client.add(say("I prefer tea over coffee."), {userId: "add-2"});
    assert.equal(inferred.status, "PENDING");
    const done = await extracted(inferred.eventId);
    assert.equal(done.status, "SUCCEEDED");
    assert.equal(done.results.length, 1);
    assert.equal(done.results[0].event, "ADD");
    assert.match(done.results[0].memory, /tea/);
    assert.equal(done.payload.messages[0].content, "I prefer tea over coffee.");
    assert.deepEqual(ids(await all({user_id: "add-2"})), [done.results[0].id]);

    await assert.rejects(client.add(say("Nobody's"), {infer: false}), ValidationError);
  },

  async search() {
    const [tea, bike] = await keep("search-1", "Green tea in the morning", "The bike is in the cellar");
    await keep("search-2", "Black tea at five");
    const found = await client.search("green tea", {filters: {user_id: "search-1"}, topK: 5});
    assert.equal(found.results[0].id, tea);
    assert.equal(found.results[0].memory, "Green tea in the morning");
    assert.ok(found.results[0].score > 0 && found.results[0].score <= 1);
    assert.ok(found.results[0].scoreBreakdown.bm25 > 0);
    assert.ok(found.results.every(each => each.userId === "search-1"));
    assert.equal((await client.search("tea", {filters: {user_id: "nobody"}})).results.length, 0);
    const either = await client.search("tea",
      {filters: {OR: [{user_id: "search-1"}, {user_id: "search-2"}]}, topK: 10});
    assert.deepEqual(new Set(either.results.slice(0, 2).map(each => each.userId)),
      new Set(["search-1", "search-2"]));
    const narrowed = await client.search("tea",
      {filters: {AND: [{user_id: "search-1"}, {NOT: {memory_ids: [tea]}}]}, threshold: 0});
    assert.ok(narrowed.results.every(each => each.id === bike));
    const brief = await client.search("tea", {filters: {user_id: "search-1"}, fields: ["memory"], topK: 1});
    assert.deepEqual(brief.results, [{memory: "Green tea in the morning"}]);
    await assert.rejects(client.search("tea", {filters: {user_id: "*"}}), ValidationError);
    await assert.rejects(client.search("tea", {}), ValidationError);
    await assert.rejects(client.search("tea", {filters: {user_id: "search-1", colour: "red"}}),
      error => error instanceof ValidationError && error.message.includes("'colour'"));
  },

  async get() {
    const [id] = await keep("get-1", "The door code is written on the fridge");
    const memory = await client.get(id);
    assert.equal(memory.id, id);
    assert.equal(memory.memory, "The door code is written on the fridge");
    assert.ok(Date.parse(memory.createdAt) > 0);
    assert.equal(memory.createdAt, memory.updatedAt);
    await assert.rejects(client.get("018f0000-0000-7000-8000-000000000000"), MemoryNotFoundError);
    await assert.rejects(client.get("no-uuid"), ValidationError);
    await assert.rejects(client.get("../ping"), ValidationError);
  },

  async getAll() {
    const kept = await keep("all-1", ...Array.from({length: 7}, (_, i) => `Shelf ${i} holds box ${i * 11}`));
    assert.equal(new Set(kept).size, 7);
    const page = await client.getAll({filters: {user_id: "all-1"}, page: 2, pageSize: 3});
    assert.equal(page.count, 7);
    assert.equal(page.results.length, 3);
    assert.match(page.next, /page=3/);
    assert.match(page.previous, /page=1/);
    const pages = [];
    for (const number of [1, 2, 3]) {
      pages.push(...(await client.getAll({filters: {user_id: "all-1"}, page: number, pageSize: 3})).results);
    }
    assert.deepEqual(pages.map(each => each.id).sort(), [...kept].sort());
    assert.equal((await client.getAll({filters: {user_id: "nobody"}})).count, 0);
    const late = await client.getAll({filters: {AND: [{user_id: "all-1"}, {updated_at: {gte: "2999-01-01"}}]}});
    assert.equal(late.count, 0);
    const early = await client.getAll({filters: {AND: [{user_id: "all-1"}, {updated_at: {lt: "2999-01-01"}}]}});
    assert.equal(early.count, 7);
    await assert.rejects(client.getAll(), ValidationError);
  },

  async update() {
    const [id] = await keep("update-1", "The meeting is on Monday");
    const updated = await client.update(id,
      {text: "The meeting is on Tuesday", metadata: {roomNo: "4b"}, expirationDate: "2099-05-01"});
    assert.equal(updated.memory, "The meeting is on Tuesday");
    const memory = await client.get(id);
    assert.equal(memory.memory, "The meeting is on Tuesday");
    assert.deepEqual(memory.metadata, {roomNo: "4b"});
    assert.equal(memory.expirationDate, "2099-05-01");
    assert.equal((await client.update(id, {expirationDate: null})).expirationDate, null);
    const {results: [fixed]} = await client.add(say("Born in Porto"), {userId: "update-1", infer: false, immutable: true});
    await assert.rejects(client.update(fixed.id, {text: "Born in Lisbon"}), ValidationError);
    await assert.rejects(client.update("018f0000-0000-7000-8000-000000000000", {text: "x"}), MemoryNotFoundError);
  },

  async delete() {
    const [id] = await keep("delete-1", "The spare key lies under the flower pot");
    assert.equal((await client.delete(id)).message, "Memory deleted successfully!");
    await assert.rejects(client.get(id), MemoryNotFoundError);
    await assert.rejects(client.delete(id), MemoryNotFoundError);
    assert.equal((await client.search("spare key", {filters: {user_id: "delete-1"}})).results.length, 0);
    const [other] = await keep("delete-1", "The ladder stands in the shed");
    assert.equal((await client.delete(other, {deleteLinked: true})).cascadeCount, 0);
  },

  async deleteAll() {
    await keep("gone-1", "One thing to lose", "Another thing to lose");
    const [stays] = await keep("stays-1", "A thing to keep");
    const gone = await client.deleteAll({userId: "gone-1"});
    assert.ok(gone.message);
    assert.equal((await extracted(gone.eventId)).status, "SUCCEEDED");
    assert.equal((await all({user_id: "gone-1"})).count, 0);
    assert.deepEqual(ids(await all({user_id: "stays-1"})), [stays]);
    await assert.rejects(client.deleteAll(), ValidationError);
    await assert.rejects(client.deleteAll({userId: "*"}), ValidationError);
  },

  async history() {
    const [id] = await keep("history-1", "The plumber comes at nine");
    await client.update(id, {text: "The plumber comes at ten"});
    const rows = await client.history(id);
    assert.deepEqual(rows.map(each => each.event), ["ADD", "UPDATE"]);
    assert.deepEqual(rows.map(each => each.oldMemory), [null, "The plumber comes at nine"]);
    assert.deepEqual(rows.map(each => each.newMemory),
      ["The plumber comes at nine", "The plumber comes at ten"]);
    assert.ok(rows.every(each => each.memoryId === id && each.userId === "history-1"));
    assert.deepEqual(rows[0].input, [{role: "user", content: "The plumber comes at nine"}]);
  },

  async users() {
    await client.add(say("The van needs oil"), {userId: "users-1", agentId: "mechanic", runId: "today", infer: false});
    await keep("users-1", "The car needs tyres");
    const users = await client.users();
    const user = users.results.find(each => each.type === "user" && each.name === "users-1");
    assert.equal(user.totalMemories, 2);
    assert.ok(users.results.some(each => each.type === "agent" && each.name === "mechanic" && each.totalMemories === 1));
    assert.ok(users.results.some(each => each.type === "run" && each.name === "today"));
    assert.equal(users.count, users.results.length);
    const first = await client.users({page: 1, pageSize: 1});
    assert.equal(first.results.length, 1);
    assert.ok(first.next);
  },

  async deleteUser() {
    await keep("leaver-1", "The locker is number nine");
    await client.deleteUser({entity_id: "leaver-1", entity_type: "user"});
    assert.equal((await all({user_id: "leaver-1"})).count, 0);
    await assert.rejects(client.deleteUser({entity_id: "x", entity_type: "planet"}), ValidationError);
  },

  async deleteUsers() {
    await keep("leaver-2", "The desk is by the window");
    await client.add(say("Greets in French"), {agentId: "greeter", infer: false});
    assert.match((await client.deleteUsers({userId: "leaver-2"})).message, /deleted/);
    assert.equal((await all({user_id: "leaver-2"})).count, 0);
    assert.equal((await all({agent_id: "greeter"})).count, 1);
    await client.deleteUsers({agentId: "greeter"});
    assert.equal((await all({agent_id: "greeter"})).count, 0);
  },

  async batchUpdate() {
    const [one, two] = await keep("batch-1", "Room one is red", "Room two is blue");
    const answer = await client.batchUpdate(
      [{memoryId: one, text: "Room one is green"}, {memoryId: two, text: "Room two is white"}]);
    assert.equal(answer.message, "Successfully updated 2 memories");
    assert.equal((await client.get(two)).memory, "Room two is white");
    await assert.rejects(client.batchUpdate([{memoryId: one, text: "x"}, {memoryId: "absent", text: "y"}]),
      ValidationError);
    assert.equal((await client.get(one)).memory, "Room one is green");
  },

  async batchDelete() {
    const [one, two, three] = await keep("batch-2", "Slot one is free", "Slot two is taken", "Slot three is broken");
    assert.equal((await client.batchDelete([one, two])).message, "Successfully deleted 2 memories");
    assert.deepEqual(ids(await all({user_id: "batch-2"})), [three]);
  },

  async getProject() {
    await client.updateProject({customInstructions: "Remember what is about trains"});
    const project = await client.getProject({fields: ["customInstructions", "customCategories"]});
    assert.equal(project.customInstructions, "Remember what is about trains");
    assert.deepEqual(Object.keys(project).sort(), ["customCategories", "customInstructions"]);
  },

  async updateProject() {
    const categories = [{"travel_plans": "Where somebody goes"}, {"Food": "What somebody eats"}];
    assert.ok((await client.updateProject({customCategories: categories, decay: true})).message);
    const project = await client.getProject({fields: ["custom_categories", "decay"]});
    assert.deepEqual(project.customCategories, categories);
    assert.equal(project.decay, true);
    await assert.rejects(client.updateProject({colour: "red"}), ValidationError);
    await client.updateProject({customCategories: [], customInstructions: "", decay: false});
  },

  async createWebhook() {
    const told = [];
    const listener = createServer((request, response) => {
      let text = "";
      request.on("data", part => (text += part));
      request.on("end", () => {
        told.push(JSON.parse(text));
        response.end();
        listener.emit("told");
      });
    }).listen(0, "127.0.0.1");
    await once(listener, "listening");
    const hook = await client.createWebhook({
      name: "Memory log", url: `http://127.0.0.1:${listener.address().port}/hook`,
      eventTypes: [WebhookEvent.MEMORY_ADDED, WebhookEvent.MEMORY_UPDATED, WebhookEvent.MEMORY_DELETED],
    });
    try {
      assert.ok(hook.webhookId);
      assert.equal(hook.isActive, true);
      const [id] = await keep("hook-1", "The gate opens at six");
      await client.update(id, {text: "The gate opens at seven"});
      await client.delete(id);
      const {eventId} = await client.add(say("I prefer apples over pears."), {userId: "hook-1"});
      const [inferred] = (await extracted(eventId)).results;
      while (told.length < 4) await once(listener, "told", {signal: AbortSignal.timeout(20_000)});
      assert.deepEqual(told.slice(0, 3).map(each => [each.event_details.event, each.event_details.id]),
        [["ADD", id], ["UPDATE", id], ["DELETE", id]]);
      assert.equal(told[3].event_details.id, inferred.id);
      assert.equal(told[3].event_details.data.memory, inferred.memory);
    } finally {
      await client.deleteWebhook({webhookId: hook.webhookId});
      listener.close();
    }
    await assert.rejects(client.createWebhook({name: "x", url: "ftp://x", eventTypes: ["memory_add"]}), ValidationError);
    await assert.rejects(client.createWebhook({name: "x", url: "http://x", eventTypes: ["sunrise"]}), ValidationError);
  },

  async getWebhooks() {
    const made = await client.createWebhook({name: "Log", url: "https://example.com/log", eventTypes: ["memory_categorize"]});
    const hooks = await client.getWebhooks();
    assert.deepEqual(hooks.map(each => [each.webhookId, each.name, each.url, each.eventTypes]),
      [[made.webhookId, "Log", "https://example.com/log", ["memory_categorize"]]]);
    assert.deepEqual(await client.getWebhooks({projectId: client.projectId}), hooks);
    await assert.rejects(client.getWebhooks({projectId: "other"}), MemoryNotFoundError);
    await client.deleteWebhook({webhookId: made.webhookId});
  },

  async updateWebhook() {
    const made = await client.createWebhook({name: "Log", url: "https://example.com/log", eventTypes: ["memory_add"]});
    await client.updateWebhook({webhookId: made.webhookId, name: "New log", eventTypes: ["memory_delete"]});
    const [hook] = await client.getWebhooks();
    assert.deepEqual([hook.name, hook.url, hook.eventTypes], ["New log", "https://example.com/log", ["memory_delete"]]);
    await client.deleteWebhook({webhookId: made.webhookId});
    await assert.rejects(client.updateWebhook({webhookId: made.webhookId, name: "x"}), MemoryNotFoundError);
  },

  async deleteWebhook() {
    const made = await client.createWebhook({name: "Log", url: "https://example.com/log", eventTypes: ["memory_add"]});
    assert.equal((await client.deleteWebhook({webhookId: made.webhookId})).message, "Webhook deleted successfully");
    assert.deepEqual(await client.getWebhooks(), []);
    await assert.rejects(client.deleteWebhook({webhookId: made.webhookId}), MemoryNotFoundError);
  },

  async feedback() {
    const [id] = await keep("feedback-1", "The printer is on floor two");
    const given = await client.feedback({memoryId: id, feedback: "NEGATIVE", feedbackReason: "It moved"});
    assert.equal(given.feedback, "NEGATIVE");
    assert.equal(given.feedbackReason, "It moved");
    assert.deepEqual((await client.get(id)).metadata, {});
    assert.equal((await client.history(id)).length, 1);
    assert.equal((await client.feedback({memoryId: id, feedback: null})).feedback, null);
    await assert.rejects(client.feedback({memoryId: id, feedback: "LUKEWARM"}), ValidationError);
  },

  async getProfile() {
    assert.equal((await client.getProfile({entityId: "profile-1"})).status, "not_enabled");
    await client.updateProfileSettings({enabled: true, schema: {type: "object", properties: {
      favourite_drink: {type: "string", description: "what the user drinks"},
      seatPreferences: {type: "array", items: {type: "string"}, description: "window seat or aisle seat on trains"},
    }}});
    assert.equal((await client.getProfile({entityId: "profile-1"})).status, "insufficient_data");
    await keep("profile-1", "What the user drinks is oat milk", "On trains a window seat, never an aisle seat");
    const {status, profile, entityId} = await client.getProfile({entityId: "profile-1"});
    assert.equal(status, "succeeded");
    assert.equal(entityId, "profile-1");
    assert.equal(profile.favourite_drink, "What the user drinks is oat milk");
    assert.equal(profile.seatPreferences[0], "On trains a window seat, never an aisle seat");
    await client.updateProfileSettings({enabled: false});
    assert.equal((await client.getProfile({entityId: "profile-1"})).status, "not_enabled");
  },

  async generateProfile() {
    const job = await client.generateProfile({entityId: "profile-1", idempotencyKey: "once"});
    assert.equal(job.operation, "trigger");
    assert.equal(job.replayed, false);
    const again = await client.generateProfile({entityId: "profile-1", idempotencyKey: "once"});
    assert.deepEqual([again.jobId, again.replayed], [job.jobId, true]);
    assert.notEqual((await client.generateProfile({entityId: "profile-1"})).jobId, job.jobId);
  },

  async getProfileSettings() {
    await client.updateProfileSettings({customInstructions: "Lasting traits only"});
    const settings = await client.getProfileSettings();
    assert.equal(settings.entities.user.customInstructions, "Lasting traits only");
    assert.equal(settings.enabled, false);
  },

  async updateProfileSettings() {
    const schema = {type: "object", properties: {home_town: {type: "string", description: "where the user lives"}}};
    assert.deepEqual((await client.updateProfileSettings({schema})).entities.user.schema, schema);
    assert.deepEqual((await client.getProfileSettings()).entities.user.schema, schema);
    assert.equal((await client.updateProfileSettings({schema: null})).entities.user.schema, null);
  },

  async sampleProfiles() {
    await keep("sample-1", "Sings in a choir");
    const job = await client.sampleProfiles({limit: 2});
    assert.equal(job.operation, "sample");
    assert.equal(job.sampled, job.entityIds.length);
    assert.ok(job.sampled >= 1 && job.sampled <= 2);
  },

  async getProfileJob() {
    const started = await client.generateProfile({entityId: "profile-1"});
    for (const by of [started.jobId, started.statusUrl]) {
      const {job} = await client.getProfileJob(by);
      assert.equal(job.status, "succeeded");
      assert.deepEqual([job.id, job.total, job.completed, job.failed], [started.jobId, 1, 1, 0]);
    }
    await assert.rejects(client.getProfileJob("absent"), MemoryNotFoundError);
  },

  async createMemoryExport() {
    await keep("export-1", "The full name of the customer is Ines Prado", "The order was forty chairs");
    const made = await client.createMemoryExport({
      schema: {type: "object", properties: {full_name: {type: "string", description: "the full name of the customer"}}},
      filters: {user_id: "export-1"}});
    assert.ok(made.id && made.message);
    const exported = await client.getMemoryExport({memoryExportId: made.id});
    assert.equal(exported.fullName, "The full name of the customer is Ines Prado");
    await assert.rejects(client.createMemoryExport({schema: {}, filters: {user_id: "*"}}), ValidationError);
  },

  async getMemoryExport() {
    const kept = await keep("export-2", "Pallet nine is wet", "Pallet ten is dry");
    await client.createMemoryExport({schema: {}, filters: {AND: [{user_id: "export-2"}]}});
    const exported = await client.getMemoryExport({filters: {AND: [{user_id: "export-2"}]}});
    assert.deepEqual(exported.memories.map(each => each.id).sort(), [...kept].sort());
    await client.delete(kept[0]);
    assert.equal((await client.getMemoryExport({filters: {AND: [{user_id: "export-2"}]}})).memories.length, 1);
    await assert.rejects(client.getMemoryExport({memoryExportId: "absent"}), MemoryNotFoundError);
  },
};

const has = Object.getOwnPropertyNames(MemoryClient.prototype)
  .filter(name => name !== "constructor" && !name.startsWith("_"));
const works = [];
const failed = {};
for (const name of Object.keys(calls)) {
  try {
    await calls[name]();
    works.push(name);
  } catch (error) {
    failed[name] = String(error.stack ?? error);
  }
}
console.log(JSON.stringify({has, works, failed}));
