// A server of a test's own: an empty folder, a free port, gone when its pipe closes.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

const KEEPER = `
trap '' INT
exec 3<&0 </dev/null
folder=$1; shift
"$@" 3<&- & server=$!
{ read -r _ <&3; kill $server; } 2>/dev/null &
wait $server
rm -rf "$folder"
`;

function freePort() {
  return new Promise((resolve, reject) => {
    const listener = net.createServer().once('error', reject);
    listener.listen(0, '127.0.0.1', () => {
      const { port } = listener.address();
      listener.close(() => resolve(port));
    });
  });
}

function program() {
  const found = process.env.JOURNEY_PROGRAM ?? new URL('../../target/debug/ringbind', import.meta.url).pathname;
  if (!fs.existsSync(found)) throw new Error(`${found} isn't built; set JOURNEY_PROGRAM`);
  return found;
}

/** Starts `ringbind serve`; gives its address and the link for the first administrator. */
export async function start(...flags) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ringbind-browser.'));
  const url = `http://127.0.0.1:${await freePort()}`;
  const words = [program(), 'serve', ...flags, '--data', path.join(folder, 'data'), '--listen', url.slice('http://'.length)];
  // A developer's own settings are not the test's.
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('RINGBIND_')));
  const keeper = spawn('bash', ['-c', KEEPER, 'keeper', folder, ...words], { stdio: ['pipe', 'ignore', 'pipe'], cwd: folder, env: clean });
  const ended = new Promise((resolve) => keeper.once('close', resolve));
  let log = '';
  keeper.stderr.setEncoding('utf8').on('data', (more) => (log += more));
  const stop = async () => {
    keeper.stdin.end();
    await ended;
  };
  // The link for the first administrator is printed before this line.
  const told = () => log.includes(`Ringbind: ${url}`);
  for (let tries = 0; !(told() && (await ready(url))); tries += 1) {
    if (keeper.exitCode !== null || tries > 600) {
      await stop();
      throw new Error(`ringbind doesn't answer:\n${log}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { url, folder, stop, log: () => log, welcome: log.match(/http\S+\/welcome\?key=\S+/)?.[0] };
}

async function ready(url) {
  try {
    return (await fetch(`${url}/health/ready`)).ok;
  } catch {
    return false;
  }
}
