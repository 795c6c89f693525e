import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { launchApp, type RunningApp } from './helpers/launch-app.ts';
import { type LoopbackListener, openLoopbackListener } from './helpers/loopback-listener.ts';
import { openPageDoors } from './helpers/page-doors.ts';
import { attemptPermissions, attemptRequests } from './helpers/temptations.ts';

let running: RunningApp;
let listener: LoopbackListener;

test.beforeAll(async () => {
  listener = await openLoopbackListener();
  running = await launchApp({ args: ['--use-fake-device-for-media-stream'] });
});

test.afterAll(async () => {
  await running.close();
  await listener.close();
});

/** Opens a window of another origin beside ours, in the same session, without our policy; what it says is returned. */
async function runInForeignWindow(script: string, withPreload: boolean): Promise<unknown> {
  return running.app.evaluate(
    async ({ BrowserWindow, app, session }, [code, isOurs]) => {
      const window = new BrowserWindow({
        show: false,
        webPreferences: {
          session: session.fromPartition('workstation'),
          sandbox: true,
          ...(isOurs ? { preload: `${app.getAppPath()}/out/preload/preload.cjs` } : {}),
        },
      });
      try {
        await window.loadURL('data:text/html,<title>Foreign</title>');
        return await window.webContents.executeJavaScript(code);
      } finally {
        window.destroy();
      }
    },
    [script, withPreload] as const,
  );
}

test('every window is sandboxed, isolated and without Node', async () => {
  const windows = await running.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => {
      const readable = webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      return readable.getLastWebPreferences();
    }),
  );
  expect(windows).toHaveLength(1);
  for (const preferences of windows) {
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      enableBlinkFeatures: '',
    });
    expect(preferences['nodeIntegrationInWorker'] ?? false).toBe(false);
  }
});

test('the preload puts nothing on the window', async () => {
  const names = 'Object.getOwnPropertyNames(window).sort().join()';
  expect(await runInForeignWindow(names, true)).toBe(await runInForeignWindow(names, false));
  const reachable = await running.page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron', 'api'].filter(
      (name) => name in window,
    ),
  );
  expect(reachable).toEqual([]);
});

test('the page gets exactly one port of each kind, and no other origin gets any', async () => {
  const doors = await openPageDoors(running.page);
  expect(await doors.portCount('engine-port')).toBe(1);
  expect(await doors.portCount('shell-port')).toBe(1);
  expect((await doors.engine('app.about', {})).version).toMatch(/^\d+\.\d+\.\d+/);
  await expect(doors.engine('grants.add', { paths: ['/etc/passwd'] })).rejects.toThrow('not-permitted');
  await expect(doors.engine('paths.locate', { what: 'matter', id: 'x' })).rejects.toThrow('not-permitted');
  await expect(
    doors.engine('matters.open', {
      folder: { path: '/etc' },
      passphrase: 'correct horse battery staple again',
      reviewer: { name: 'R', role: 'paralegal' },
    }),
  ).rejects.toThrow('not-permitted');

  // A frame of the page's own origin and a window of another one both listen for ports while new ones are delivered.
  const heard = await runInForeignWindow(
    `new Promise((resolve) => { addEventListener('message', (event) => resolve('heard ' + event.ports.length)); setTimeout(() => resolve('nothing'), 800); })`,
    true,
  );
  expect(heard).toBe('nothing');
  const inFrame = await running.page.evaluate(async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    let messages = 0;
    frame.contentWindow?.addEventListener('message', () => {
      messages += 1;
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    frame.remove();
    return messages;
  });
  expect(inFrame).toBe(0);
});

test('a page of another origin in our own window gets no port', async () => {
  const other = await launchApp();
  try {
    await other.page.addInitScript(() => {
      Object.assign(window, { heard: [] });
      addEventListener('message', (event) => {
        (window as unknown as { heard: string[] }).heard.push(JSON.stringify(event.data));
      });
    });
    await other.app.evaluate(async ({ BrowserWindow, session }) => {
      const { protocol } = session.fromPartition('workstation');
      protocol.unhandle('app');
      protocol.handle('app', () => {
        return new Response('<title>Elsewhere</title>', { headers: { 'Content-Type': 'text/html' } });
      });
      await BrowserWindow.getAllWindows()[0]?.loadURL('app://elsewhere/');
    });
    await other.page.waitForTimeout(500);
    expect(await other.page.title()).toBe('Elsewhere');
    expect(await other.page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual([]);
  } finally {
    await other.close();
  }
});

test('every permission but two is refused', async () => {
  const { page } = running;
  const outcomes = await attemptPermissions(page);
  expect(Object.keys(outcomes).length).toBeGreaterThanOrEqual(15);
  for (const [name, outcome] of Object.entries(outcomes)) {
    expect(outcome, name).toMatch(/^refused/);
  }
  const states = await page.evaluate(async () => {
    const names = [
      'camera',
      'microphone',
      'geolocation',
      'notifications',
      'clipboard-read',
      'midi',
      'persistent-storage',
    ];
    const answers = await Promise.all(
      names.map((name) =>
        navigator.permissions.query({ name: name as PermissionName }).then(({ state }) => `${name} ${state}`),
      ),
    );
    return answers;
  });
  expect(states.filter((state) => state.endsWith('granted'))).toEqual([]);
});

test('nothing reaches a listener on this machine, from the page, from a page without our policy, or from the shell', async () => {
  const { addresses } = listener;
  const fromPage = await attemptRequests(running.page, addresses);
  expect(Object.keys(fromPage).length).toBeGreaterThanOrEqual(11 * addresses.length);
  for (const [what, outcome] of Object.entries(fromPage)) {
    expect(outcome, what).toMatch(/^refused/);
  }

  const withoutPolicy = await runInForeignWindow(
    `Promise.all(${JSON.stringify([...addresses, 'http://example.com/'])}.flatMap((address) => [
      fetch(address, { mode: 'no-cors' }).then(() => 'reached ' + address, () => 'refused'),
      new Promise((resolve) => { const socket = new WebSocket(address.replace('http', 'ws')); socket.onopen = () => resolve('reached ' + address); socket.onerror = () => resolve('refused'); }),
      new Promise((resolve) => { const image = new Image(); image.onload = () => resolve('reached ' + address); image.onerror = () => resolve('refused'); image.src = address; }),
    ]))`,
    false,
  );
  expect(withoutPolicy).toEqual(Array.from({ length: (addresses.length + 1) * 3 }, () => 'refused'));

  const fromShell = await running.app.evaluate(async ({ net, session }, all) => {
    const attempts = all.flatMap((address) => [
      () => net.fetch(address),
      () => session.defaultSession.fetch(address),
      () => session.fromPartition('another').fetch(address),
      () => fetch(address),
    ]);
    return Promise.all(
      attempts.map(async (attempt) => {
        try {
          return `reached ${(await attempt()).status}`;
        } catch (error) {
          return `refused ${String(error)}`;
        }
      }),
    );
  }, addresses);
  for (const outcome of fromShell) {
    expect(outcome).toMatch(/^refused/);
  }
  expect(listener.connections()).toBe(0);
  expect(running.output()).toContain('Refused a request to http://127.0.0.1');
});

test('the listener would have noticed', async () => {
  const before = listener.connections();
  await (await fetch(listener.addresses[0] ?? '')).text();
  expect(listener.connections()).toBe(before + 1);
});

test('the page cannot leave, open windows, frame or download', async () => {
  const { page } = running;
  const home = page.url();
  const countWindows = () => running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  expect(await countWindows()).toBe(1);
  await page.evaluate(() => {
    const click = (attributes: Record<string, string>) => {
      const link = document.createElement('a');
      for (const [name, value] of Object.entries(attributes)) {
        link.setAttribute(name, value);
      }
      link.textContent = 'planted';
      document.body.append(link);
      link.click();
      link.remove();
    };
    click({ href: 'https://example.com/' });
    click({ href: 'https://example.com/', target: '_blank' });
    click({ href: 'file:///etc/passwd' });
    click({ href: 'data:text/html,<title>Elsewhere</title>' });
    click({ href: 'mailto:a@example.com' });
    click({ href: URL.createObjectURL(new Blob(['x'])), download: 'x.txt' });
    window.open('https://example.com/');
    window.open('app://workstation/index.html');
    const form = document.createElement('form');
    form.action = 'https://example.com/';
    document.body.append(form);
    form.submit();
    form.remove();
    const frame = document.createElement('iframe');
    frame.src = 'https://example.com/';
    document.body.append(frame);
    location.assign('https://example.com/');
  });
  await page.waitForTimeout(700);
  expect(page.url()).toBe(home);
  expect(await countWindows()).toBe(1);
  expect(
    page
      .frames()
      .map((frame) => frame.url())
      .filter((url) => url.includes('example.com')),
  ).toEqual([]);
  const { heading, isAlive } = await page.evaluate(() => ({
    heading: document.title,
    isAlive: document.getElementById('root') !== null,
  }));
  expect(heading).not.toBe('Elsewhere');
  expect(isAlive).toBe(true);
});

test('the page may open one further window, at one address under one name, and that window can do nothing', async () => {
  const { app, page } = running;
  const countWindows = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  const refused = await page.evaluate(async () => {
    const name = 'frame-of-record-picture';
    const attempts: readonly (readonly [string, string])[] = [
      ['picture.html', 'another-name'],
      ['picture.html', '_blank'],
      ['picture.html?x', name],
      ['picture.html#x', name],
      ['./picture.html/', name],
      ['index.html', name],
      ['about:blank', name],
      ['', name],
      ['data:text/html,<title>Elsewhere</title>', name],
      ['https://example.com/picture.html', name],
      ['app://elsewhere/picture.html', name],
      ['footage://original/picture.html', name],
      ['file:///etc/passwd', name],
      [URL.createObjectURL(new Blob(['<title>Elsewhere</title>'], { type: 'text/html' })), name],
    ];
    const opened = attempts.filter(([address, target]) => window.open(address, target, 'popup') !== null);
    await new Promise((resolve) => setTimeout(resolve, 400));
    return { opened, tried: attempts.length };
  });
  expect(refused).toEqual({ opened: [], tried: 14 });
  expect(await countWindows()).toBe(1);

  const arriving = app.waitForEvent('window');
  await page.evaluate(() => {
    const opened = window.open('picture.html', 'frame-of-record-picture', 'popup');
    Object.assign(window, { secondWindow: opened, heardInSecond: 0 });
    opened?.addEventListener('message', () => {
      Object.assign(window, { heardInSecond: 1 });
    });
  });
  const second = await arriving;
  await second.waitForURL('app://workstation/picture.html');
  expect(await countWindows()).toBe(2);
  const preferences = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) =>
      (webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences(),
    ),
  );
  for (const preference of preferences) {
    expect(preference).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
    });
    expect(preference['nodeIntegrationInWorker'] ?? false).toBe(false);
  }
  // A second one is not made; it goes nowhere; it opens nothing; it has nothing on its window and hears of no port.
  await page.evaluate(() => {
    window.open('picture.html', 'frame-of-record-picture', 'popup');
    const { secondWindow } = window as unknown as { secondWindow: Window };
    secondWindow.location.assign('app://workstation/index.html');
    secondWindow.location.assign('https://example.com/');
    secondWindow.open('picture.html', 'frame-of-record-picture', 'popup');
    secondWindow.open('https://example.com/');
  });
  await second.waitForTimeout(600);
  expect(second.url()).toBe('app://workstation/picture.html');
  expect(await countWindows()).toBe(2);
  const inside = await second.evaluate(() => ({
    powers: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron', 'api'].filter(
      (name) => name in window,
    ),
    scripts: document.scripts.length,
  }));
  expect(inside).toEqual({ powers: [], scripts: 0 });
  expect(await page.evaluate(() => (window as unknown as { heardInSecond: number }).heardInSecond)).toBe(0);

  await page.reload();
  await expect.poll(countWindows).toBe(1);
});

test('script in markup never runs', async () => {
  const outcome = await running.page.evaluate(async () => {
    const directives = new Set<string>();
    document.addEventListener('securitypolicyviolation', (event) => directives.add(event.effectiveDirective));
    const failures: string[] = [];
    const attempt = (name: string, action: () => void) => {
      try {
        action();
      } catch (error) {
        failures.push(`${name}: ${error instanceof Error ? error.name : ''}`);
      }
    };
    const host = document.createElement('div');
    document.body.append(host);
    attempt('innerHTML', () => {
      host.innerHTML = '<img src="data:," onerror="window.ranEvil = true">';
    });
    attempt('insertAdjacentHTML', () =>
      host.insertAdjacentHTML('beforeend', '<b onclick="window.ranEvil = true"></b>'),
    );
    attempt('eval', () => {
      window.setTimeout('window.ranEvil = true', 0);
    });
    attempt('script text', () => {
      const script = document.createElement('script');
      script.append('window.ranEvil = true');
      host.append(script);
    });
    attempt('script address', () => {
      const script = document.createElement('script');
      script.src = 'data:text/javascript,window.ranEvil = true';
      host.append(script);
    });
    attempt('handler', () => {
      const image = document.createElement('img');
      image.setAttribute('onerror', 'window.ranEvil = true');
      image.src = 'data:image/png;base64,AAAA';
      host.append(image);
    });
    attempt('address', () => {
      const link = document.createElement('a');
      link.setAttribute('href', 'javascript:window.ranEvil = true');
      host.append(link);
      link.click();
    });
    attempt('style', () => {
      const style = document.createElement('style');
      style.textContent = 'body { --planted: 1 }';
      host.append(style);
    });
    const isBlocked = () =>
      directives.has('style-src-elem') && [...directives].some((directive) => directive.startsWith('script-src'));
    for (let wait = 0; wait < 100 && !isBlocked(); wait += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
    const isStyled = getComputedStyle(document.body).getPropertyValue('--planted') !== '';
    host.remove();
    return { hasRun: 'ranEvil' in window, isStyled, directives: [...directives], failures };
  });
  expect(outcome.hasRun).toBe(false);
  expect(outcome.isStyled).toBe(false);
  expect(outcome.directives).toEqual(expect.arrayContaining(['require-trusted-types-for', 'style-src-elem']));
  expect(outcome.directives.some((directive) => directive.startsWith('script-src'))).toBe(true);
  expect(outcome.failures).toContain('innerHTML: TypeError');
});

test('a dropped page is not opened; the page hears of a grant and never of a path', async () => {
  const { page } = running;
  const doors = await openPageDoors(page);
  const home = page.url();
  const file = path.join(running.dataFolder, 'planted.html');
  await writeFile(file, '<title>Elsewhere</title><script>window.ranEvil = true</script>');
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [file], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  }
  await expect
    .poll(async () => (await doors.events()).filter(({ topic }) => topic === 'files.dropped'))
    .toHaveLength(1);
  const [dropped] = (await doors.events()).filter(({ topic }) => topic === 'files.dropped');
  expect(dropped?.value).toEqual({ paths: [{ grant: expect.stringMatching(/^[0-9a-f]{32}$/), name: 'planted.html' }] });
  expect(JSON.stringify(await doors.events())).not.toContain(running.dataFolder);
  expect(page.url()).toBe(home);
});

test('a page that breaks the protocol is cut off and can do nothing more', async () => {
  const outcome = await running.page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const kept = (window as unknown as { testDoors: { ports: { kind: string; port: MessagePort }[] } }).testDoors;
        const port = kept.ports.find(({ kind }) => kind === 'shell-port')?.port;
        port?.addEventListener('close', () => resolve('closed'));
        port?.postMessage({ kind: 'call', id: 'not a number', name: 'dialog.pickFiles' });
        setTimeout(() => resolve('still open'), 20_000);
      }),
  );
  expect(outcome).toBe('closed');
});
