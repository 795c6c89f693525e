// Nothing but a browser window: opens the page named by PLAIN_WINDOW_PAGE and keeps what it asked for.
const { app, BrowserWindow, session } = require('electron');

/** @type {string[]} */
const requests = [];
Object.assign(globalThis, { plainWindowRequests: requests });

app.whenReady().then(() => {
  session.defaultSession.webRequest.onBeforeRequest((details, callback) => {
    requests.push(details.url);
    callback({});
  });
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    useContentSize: true,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
  });
  window.loadURL(process.env['PLAIN_WINDOW_PAGE'] ?? 'about:blank');
});
app.on('window-all-closed', () => app.quit());
