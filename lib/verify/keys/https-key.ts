// An issuer named by an https address: its controller document is what that address answers ([CID]).
import { sealerOfAddress } from '../platforms';
import { type ControllerMethod, fetchController } from './controller';

export const httpsKey: ControllerMethod = {
  handles: (id) => id.startsWith('https://') && URL.canParse(id),
  resolve: (id, context) => fetchController(id, id, sealerOfAddress(id), context),
};
