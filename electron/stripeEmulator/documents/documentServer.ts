import type { RequestListener } from 'node:http';

import { readLinkToken } from '../seeds/documentLinks.ts';
import type { World } from '../state/world.ts';

export function createDocumentServer(world: World, fontsFolder: string | undefined): RequestListener {
  void world;
  void fontsFolder;
  void readLinkToken;
  return (_request, response) => {
    response.writeHead(404).end();
  };
}
