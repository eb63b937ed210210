// What the desk does in the browser beyond htmx. No inline script anywhere: the policy forbids it.
"use strict";
