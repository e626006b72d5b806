// Asks the server at STEWARD_URL with OpenAI's own client, and prints what it understood as JSON.
import {createRequire} from "node:module";
import {pathToFileURL} from "node:url";

const require = createRequire(process.env.PEERS + "/");
const {default: OpenAI} = await import(pathToFileURL(require.resolve("openai")).href);
const client = new OpenAI({baseURL: process.env.STEWARD_URL + "/v1", apiKey: process.env.STEWARD_KEY});
const ask = (text, more = {}) => client.chat.completions.create({
  model: "steward", temperature: 0.3, messages: [{role: "user", content: text}], ...more,
});
const failure = async promise => {
  try {
    await promise;
    return null;
  } catch (e) {
    return {name: e.constructor.name, status: e.status ?? null, code: e.code, message: e.message};
  }
};

const whole = await ask("Draft");
const streamed = {text: "", finish: [], usage: null};
for await (const chunk of await ask("Draft", {stream: true, stream_options: {include_usage: true}})) {
  streamed.text += chunk.choices[0]?.delta.content ?? "";
  if (chunk.choices[0]?.finish_reason) streamed.finish.push(chunk.choices[0].finish_reason);
  streamed.usage = chunk.usage ?? streamed.usage;
}
const models = [];
for await (const model of client.models.list()) models.push(model.id);

console.log(JSON.stringify({
  text: whole.choices[0].message.content,
  usage: whole.usage,
  task: whole.steward.task_id,
  streamed,
  models,
  unknown: await failure(ask("Hi", {model: "gpt-4"})),
  failed: await failure(ask("Fail")),
  failedStream: await failure((async () => {
    for await (const chunk of await ask("Fail", {stream: true})) void chunk;
  })()),
  stranger: await failure(new OpenAI({baseURL: process.env.STEWARD_URL + "/v1", apiKey: "no"}).models.list()),
}));
