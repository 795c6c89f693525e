import type { Page } from '@playwright/test';

/** Tries, with a person's click, everything a page may ask permission for. Each outcome begins with `refused` or `given`. */
export async function attemptPermissions(page: Page): Promise<Record<string, string>> {
  await page.evaluate(() => {
    type Chooser = { requestDevice(options: object): Promise<unknown>; requestPort(): Promise<unknown> };
    const device = (name: string) => (navigator as unknown as Record<string, Chooser | undefined>)[name];
    const absent = () => Promise.reject(new Error('not there'));
    const attempts: Record<string, () => Promise<unknown>> = {
      camera: () => navigator.mediaDevices.getUserMedia({ video: true }),
      microphone: () => navigator.mediaDevices.getUserMedia({ audio: true }),
      screen: () => navigator.mediaDevices.getDisplayMedia({ video: true }),
      geolocation: () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
      notifications: async () => {
        const answer = await Notification.requestPermission();
        return answer === 'granted' ? answer : Promise.reject(new Error(answer));
      },
      'clipboard-read': () => navigator.clipboard.readText(),
      'clipboard-read-all': () => navigator.clipboard.read(),
      midi: () => navigator.requestMIDIAccess({ sysex: true }),
      usb: () => device('usb')?.requestDevice({ filters: [] }) ?? absent(),
      hid: async () => {
        const devices = (await (device('hid')?.requestDevice({ filters: [] }) ?? absent())) as unknown[];
        return devices.length > 0 ? devices : Promise.reject(new Error('none given'));
      },
      serial: () => device('serial')?.requestPort() ?? absent(),
      bluetooth: () => device('bluetooth')?.requestDevice({ acceptAllDevices: true }) ?? absent(),
      'persistent-storage': async () => ((await navigator.storage.persist()) ? 'persistent' : absent()),
      'pointer-lock': async () => {
        await document.body.requestPointerLock();
        return document.pointerLockElement ?? absent();
      },
      'wake-lock': () => navigator.wakeLock.request('screen'),
      'local-fonts': async () => {
        const query = (window as unknown as { queryLocalFonts(): Promise<unknown[]> }).queryLocalFonts();
        return (await query).length > 0 ? 'fonts' : absent();
      },
      'window-management': () => (window as unknown as { getScreenDetails(): Promise<unknown> }).getScreenDetails(),
      'idle-detection': async () => {
        const detector = (window as unknown as { IdleDetector: { requestPermission(): Promise<string> } }).IdleDetector;
        return (await detector.requestPermission()) === 'granted' ? 'granted' : absent();
      },
    };
    const outcomes: Record<string, string> = {};
    Object.assign(window, { permissionOutcomes: outcomes });
    const list = document.createElement('div');
    list.id = 'planted-permissions';
    list.style.cssText = 'position: fixed; inset: 0; z-index: 99999';
    for (const [name, attempt] of Object.entries(attempts)) {
      const button = document.createElement('button');
      button.textContent = `try ${name}`;
      button.addEventListener('click', () => {
        const tooLong = new Promise((_resolve, reject) => setTimeout(() => reject(new Error('no answer')), 4000));
        Promise.race([Promise.resolve().then(attempt), tooLong]).then(
          (value) => {
            outcomes[name] = `given ${String(value)}`;
          },
          (error: unknown) => {
            outcomes[name] = `refused ${error instanceof Error ? `${error.name} ${error.message}` : 'by code'}`;
          },
        );
      });
      list.append(button);
    }
    document.body.append(list);
  });
  const names = await page.locator('#planted-permissions button').allTextContents();
  for (const name of names) {
    await page.locator('#planted-permissions').getByText(name, { exact: true }).click();
    await page.waitForFunction(
      (asked) => asked in (window as unknown as { permissionOutcomes: Record<string, string> }).permissionOutcomes,
      name.replace('try ', ''),
    );
  }
  return page.evaluate(() => {
    document.getElementById('planted-permissions')?.remove();
    return (window as unknown as { permissionOutcomes: Record<string, string> }).permissionOutcomes;
  });
}

/**
 * Tries every way a page can make a request, to each address. Each outcome begins with `refused` or `reached`.
 * @param except ways that are left out
 */
export async function attemptRequests(
  page: Page,
  addresses: readonly string[],
  except: readonly string[] = [],
): Promise<Record<string, string>> {
  return page.evaluate(
    async ([all, left]) => {
      const element = (tag: string, attribute: string, address: string, more: Record<string, string> = {}) =>
        new Promise<void>((resolve, reject) => {
          const made = document.createElement(tag);
          made.addEventListener('load', () => resolve());
          made.addEventListener('loadeddata', () => resolve());
          made.addEventListener('error', () => reject(new Error('error event')));
          for (const [name, value] of Object.entries({ ...more, [attribute]: address })) {
            made.setAttribute(name, value);
          }
          document.body.append(made);
          setTimeout(() => {
            made.remove();
            reject(new Error('never loaded'));
          }, 600);
        });
      const ways: Record<string, (address: string) => Promise<unknown>> = {
        fetch: (address) => fetch(address),
        'fetch no-cors': (address) => fetch(address, { mode: 'no-cors' }),
        xhr: (address) =>
          new Promise((resolve, reject) => {
            const request = new XMLHttpRequest();
            request.onload = resolve;
            request.onerror = () => reject(new Error('error event'));
            request.open('GET', address);
            request.send();
          }),
        websocket: (address) =>
          new Promise((resolve, reject) => {
            const socket = new WebSocket(address.replace('http', 'ws'));
            socket.onopen = resolve;
            socket.onerror = () => reject(new Error('error event'));
          }),
        'event source': (address) =>
          new Promise((resolve, reject) => {
            const source = new EventSource(address);
            source.onopen = resolve;
            source.onerror = () => {
              source.close();
              reject(new Error('error event'));
            };
          }),
        image: (address) => element('img', 'src', address),
        video: (address) => element('video', 'src', address),
        audio: (address) => element('audio', 'src', address),
        style: (address) => element('link', 'href', address, { rel: 'stylesheet' }),
        prefetch: (address) => element('link', 'href', address, { rel: 'prefetch' }),
        preconnect: (address) => element('link', 'href', address, { rel: 'preconnect' }),
        'dns prefetch': (address) => element('link', 'href', address, { rel: 'dns-prefetch' }),
        import: (address) => import(address),
        worker: (address) =>
          new Promise((resolve, reject) => {
            const worker = new Worker(address);
            worker.onmessage = resolve;
            worker.onerror = () => reject(new Error('error event'));
          }),
        font: (address) => new FontFace('planted', `url(${address})`).load(),
        rtc: async (address) => {
          const connection = new RTCPeerConnection({ iceServers: [{ urls: `stun:${new URL(address).host}` }] });
          const candidates: string[] = [];
          connection.onicecandidate = ({ candidate }) => candidates.push(candidate?.candidate ?? '');
          connection.createDataChannel('planted');
          await connection.setLocalDescription(await connection.createOffer());
          await new Promise((resolve) => setTimeout(resolve, 600));
          connection.close();
          if (candidates.every((candidate) => candidate === '')) {
            throw new Error('no candidate');
          }
        },
      };
      const outcomes: Record<string, string> = {};
      await Promise.all(
        all.flatMap((address) =>
          Object.entries(ways)
            .filter(([way]) => !left.includes(way))
            .map(async ([way, attempt]) => {
              try {
                await attempt(address);
                outcomes[`${way} ${address}`] = 'reached';
              } catch (error) {
                outcomes[`${way} ${address}`] = `refused ${error instanceof Error ? error.message : ''}`;
              }
            }),
        ),
      );
      navigator.sendBeacon(all[0] ?? '', 'planted');
      return outcomes;
    },
    [[...addresses], [...except]] as const,
  );
}
