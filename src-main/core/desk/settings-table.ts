import type { settingsContract } from "../../../src-shared/contract/settings-contract.ts";
import * as data from "./data-handlers.ts";
import type { HandlersOf } from "./handlers.ts";
import * as papers from "./paper-handlers.ts";
import * as printer from "./printer-handlers.ts";
import * as settings from "./settings-handlers.ts";
import type { SettingsParts } from "./settings-parts.ts";
import * as training from "./training-handlers.ts";

/** The contract's entries of settings, hardware tests, the shop's data and training. */
export const SETTINGS_HANDLERS: HandlersOf<typeof settingsContract, SettingsParts> = {
  "settings.get": settings.settingsCall,
  "settings.change": settings.changeSettingsCall,
  "settings.ports": settings.portsCall,
  "settings.sample-paper": papers.samplePaperCall,
  "settings.find-printer": printer.findPrinterCall,
  "settings.printer-search": printer.printerSearchCall,
  "settings.recover-printer": printer.recoverPrinterCall,
  "settings.test-printer": settings.testPrinterCall,
  "settings.test-reader": settings.testReaderCall,
  "settings.unlock-reader": settings.unlockReaderCall,
  "settings.old-machine-gone": settings.oldMachineGoneCall,
  "data.backup": data.backupCall,
  "data.recovery-sheet": data.recoverySheetCall,
  "data.check": data.checkDataCall,
  "data.backups": data.backupsCall,
  "display.pairing-code": settings.pairingCodeCall,
  "display.forget": settings.forgetDisplaysCall,
  "bill-api.add-program": settings.addProgramCall,
  "bill-api.remove-program": settings.removeProgramCall,
  "training.enter": training.enterTrainingCall,
  "training.leave": training.leaveTrainingCall,
  "training.cards": training.screenCardsCall,
  "training.card-on": training.screenCardOnCall,
  "training.card-off": training.screenCardOffCall,
};
