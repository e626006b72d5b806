// One peer, told what to do by lines of JSON on standard input; each is answered by one line.
//
//   node peer.mjs mem0 FOLDER            Mem0's library on its default store
//   node peer.mjs mem0-chroma FOLDER URL Mem0's library on a Chroma server
//   node peer.mjs chroma FOLDER URL      a Chroma server alone
//
// {"op": "fill" | "add" | "search", …}: `fill` brings many items in the fastest way the peer has,
// `add` one in the way its users do. Vectors come ready, as base64 of 32-bit floats, so that nobody
// embeds anything while time is taken. `ms` in an answer is the time of the operation alone. Mem0
// reports home unless MEM0_TELEMETRY=false is in the environment.
import readline from 'node:readline';
import path from 'node:path';
import { ChromaClient } from 'chromadb';
import { Memory } from 'mem0ai/oss';

const [kind, folder, url] = process.argv.slice(2);
const vectors = new Map();
const embeddings = {
  embedQuery: async (text) => vectors.get(text),
  embedDocuments: async (texts) => texts.map((text) => vectors.get(text)),
};

const floats = (base64) => {
  const bytes = Buffer.from(base64, 'base64');
  return Array.from(new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4));
};

function chromaAddress() {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port), ssl: false };
}

function mem0() {
  const store =
    kind === 'mem0'
      ? { provider: 'memory', config: { collectionName: 'bench', dimension: 384, dbPath: path.join(folder, 'vectors.db') } }
      : { provider: 'chroma', config: { collectionName: 'bench', dimension: 384, url, ...chromaAddress() } };
  const memory = new Memory({
    embedder: { provider: 'langchain', config: { model: embeddings } },
    vectorStore: store,
    llm: { provider: 'openai', config: { apiKey: 'none', baseURL: 'http://127.0.0.1:9/v1' } },
    historyDbPath: path.join(folder, 'history.db'),
  });
  const add = async ({ id, text, user, vector }) => {
    vectors.set(text, floats(vector));
    await memory.add(text, { userId: user, infer: false, metadata: { source: id } });
    vectors.delete(text);
  };
  return {
    add,
    // As `add` does it, but everything goes to the store in one piece, and so does its history.
    fill: async ({ items }) => {
      const store = memory.vectorStore;
      const insert = store.insert;
      const waiting = [];
      const history = memory.db.db;
      history?.exec('BEGIN');
      try {
        store.insert = async (...rows) => waiting.push(rows);
        for (const item of items) await add(item);
      } finally {
        store.insert = insert;
        history?.exec('COMMIT');
      }
      await store.insert(...[0, 1, 2].map((part) => waiting.flatMap((rows) => rows[part])));
    },
    search: async ({ text, user, vector, limit }) => {
      vectors.set(text, floats(vector));
      const { results } = await memory.search(text, { topK: limit, threshold: 0, filters: { user_id: user } });
      vectors.delete(text);
      return results.map((result) => result.metadata?.source ?? result.id);
    },
  };
}

async function chroma() {
  const client = new ChromaClient(chromaAddress());
  const collection = await client.getOrCreateCollection({
    name: 'bench-alone',
    embeddingFunction: null,
    configuration: { hnsw: { space: 'cosine' } },
  });
  const upsert = (items) =>
    collection.upsert({
      ids: items.map((item) => item.id),
      embeddings: items.map((item) => floats(item.vector)),
      documents: items.map((item) => item.text),
      metadatas: items.map((item) => ({ user: item.user })),
    });
  return {
    add: (item) => upsert([item]),
    fill: async ({ items }) => {
      for (let i = 0; i < items.length; i += 2000) await upsert(items.slice(i, i + 2000));
    },
    search: async ({ user, vector, limit }) => {
      const found = await collection.query({
        queryEmbeddings: [floats(vector)],
        nResults: limit,
        where: user ? { user } : undefined,
        include: ['distances'],
      });
      return found.ids[0];
    },
  };
}

const peer = kind === 'chroma' ? await chroma() : mem0();
console.log = () => {}; // Mem0 talks; the answers go out below
for await (const line of readline.createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  const begun = performance.now();
  let answer;
  try {
    const ids = await peer[request.op](request);
    answer = { ms: performance.now() - begun, ids: ids ?? [] };
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
process.exit(0);
