// Stands in for the package `debug` in the build. fhirclient would otherwise print whole token responses
// to the console for anybody who sets `localStorage.debug`.
const silent = () => {}
silent.extend = () => silent
module.exports = () => silent
