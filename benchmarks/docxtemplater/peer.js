// Makes Word files with docxtemplater: one request a line on standard input, one answer a line on standard output.
//
// The template is read and parsed anew for each document, as docxtemplater's documentation does it. An answer has the
// microseconds of CPU time that this process has spent so far, all its threads included.
"use strict";

const fs = require("fs");
const readline = require("readline");
const PizZip = require("pizzip");
const Docxtemplater = require("docxtemplater");

function made(job) {
  const template = new Docxtemplater(new PizZip(fs.readFileSync(job.template, "binary")), {
    delimiters: { start: "{{", end: "}}" },
    paragraphLoop: true,
    linebreaks: true,
  });
  template.render(job.context);
  return template.toBuffer({ compression: "DEFLATE", compressionOptions: { level: 1 } });
}

const jobs = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const request = JSON.parse(line);
  const file = "make" in request ? made(jobs[request.make]) : null;
  const { user, system } = process.cpuUsage();
  const shown = request.hand_over ? file.toString("base64") : null;
  process.stdout.write(JSON.stringify({ cpu: user + system, file: shown }) + "\n");
});
