import { EmbeddedBroker } from "@dosekit/simulator";

/* The embedded broker in a process of its own, for a measurement. */

const broker = await EmbeddedBroker.start();
process.on("disconnect", () => process.exit(0));
process.send?.({ url: broker.url });
