import { tellOrigin } from './workerPart.js';
self.onmessage = async ({ data }) => {
  const response = await fetch(data);
  self.postMessage({ status: response.status, text: await response.text(), part: tellOrigin() });
};
