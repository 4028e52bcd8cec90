// Sends the form of a small page (app/_http/responses.ts), which has a button for people without JavaScript.
document.forms[0].submit();
