// node pg-protocol.js LEVEL FILE WARMUP MILLIS: decodes what the server said in a session, again and again for so long,
// and prints how many nanoseconds it took once, and how many messages there are.
'use strict'
const fs = require('node:fs')
const { Parser } = require('pg-protocol/dist/parser')
const types = require('pg-types')

const [level, file, warmUp, millis] = process.argv.slice(2)
const pieces = serverPieces(fs.readFileSync(file))
let consumed = 0
let messages = 0

repeat(Number(warmUp))
const nanos = repeat(Number(millis))
console.log(nanos, messages)
if (consumed === 0) throw new Error('nothing was decoded')

function serverPieces(bytes) {
  const found = []
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at + 1)
    if (bytes[at] === 'B'.charCodeAt(0)) found.push(bytes.subarray(at + 5, at + 5 + length))
    at += 5 + length
  }
  return found
}

function repeat(atLeast) {
  const start = process.hrtime.bigint()
  let spent
  let times = 0
  do {
    messages = 0
    decode()
    times++
    spent = Number(process.hrtime.bigint() - start)
  } while (spent < atLeast * 1e6)
  return spent / times
}

function decode() {
  const parser = new Parser()
  let parsers = []
  const take = level === 'values' ? withValues : message => count(message)
  for (const piece of pieces) parser.parse(piece, take)

  function withValues(message) {
    count(message)
    if (message.name === 'rowDescription') {
      parsers = message.fields.map(field => types.getTypeParser(field.dataTypeID, field.format))
    } else if (message.name === 'dataRow') {
      for (let i = 0; i < message.fieldCount; i++) {
        const text = message.fields[i]
        const value = text === null ? null : parsers[i](text)
        if (value !== null) consumed++
      }
    }
  }
}

function count(message) {
  messages++
  consumed += message.length
}
