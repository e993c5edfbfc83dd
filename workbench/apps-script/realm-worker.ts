import vm from 'node:vm';
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { answerLocalCall } from './local-calls.ts';

/** Runs script functions, each call in a fresh realm that has nothing but the language and Google's services. */

const jobSchema = z.object({ code: z.string(), functionName: z.string(), argsJson: z.string() });
const messageSchema = z.object({ message: z.string() });
const dataSchema = z.object({ services: z.string(), signal: z.instanceof(SharedArrayBuffer) });

const { services, signal } = dataSchema.parse(workerData);
const hostPort: MessagePort = workerData.hostPort;
const flag = new Int32Array(signal);
const servicesScript = new vm.Script(`(() => { ${services}\nreturn workbenchRealm.openRealm; })()`, {
  filename: 'services.js',
});

let lastCode = '';
let codeScript: vm.Script | null = null;

/** Asks the main thread and blocks until it has answered. */
function askHost(name: string, argsJson: string): string {
  if (name.startsWith('local.')) return answerLocalCall(name.slice('local.'.length), argsJson);
  Atomics.store(flag, 0, 0);
  hostPort.postMessage({ name, argsJson });
  for (;;) {
    const received = receiveMessageOnPort(hostPort);
    if (received) return messageSchema.parse(received).message;
    Atomics.wait(flag, 0, 0, 1000);
    Atomics.store(flag, 0, 0);
  }
}

function failure(error: unknown): string {
  const isError = typeof error === 'object' && error !== null && 'message' in error;
  const name = isError && 'name' in error ? String(error.name) : 'Error';
  return JSON.stringify({ error: { name, message: isError ? String(error.message) : String(error) } });
}

function run(job: z.infer<typeof jobSchema>): string {
  try {
    const realm = vm.createContext({}, { name: 'Apps Script' });
    const openRealm = servicesScript.runInContext(realm);
    const call = openRealm(askHost);
    const builtIn = vm.runInContext('JSON.stringify(Object.getOwnPropertyNames(globalThis))', realm);
    if (job.code !== lastCode || !codeScript) {
      codeScript = new vm.Script(job.code, { filename: 'Code.js' });
      lastCode = job.code;
    }
    codeScript.runInContext(realm);
    return call(job.functionName, job.argsJson, builtIn);
  } catch (error) {
    return failure(error);
  }
}

parentPort?.on('message', (message: unknown) => {
  parentPort?.postMessage(run(jobSchema.parse(message)));
});
