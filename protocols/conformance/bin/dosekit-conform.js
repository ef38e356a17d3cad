#!/usr/bin/env node
import { runConformProcess } from "../dist/index.js";

await runConformProcess();
